//! Places on paper: how the numbers of a drawing become points of the page.

/// A change of coordinates: where a step to the right and a step upward lead, and where the origin comes to lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    right: (f32, f32),
    up: (f32, f32),
    origin: (f32, f32),
}

impl Matrix {
    /// Changes nothing.
    pub(super) const ONE: Self = Self::moved(0.0, 0.0);

    /// Moves by so much.
    pub(super) const fn moved(x: f32, y: f32) -> Self {
        Self { right: (1.0, 0.0), up: (0.0, 1.0), origin: (x, y) }
    }

    /// Of six numbers; anything else changes nothing.
    pub(super) fn of(numbers: &[f32]) -> Self {
        match numbers {
            [xx, xy, yx, yy, x, y] => Self { right: (*xx, *xy), up: (*yx, *yy), origin: (*x, *y) },
            _ => Self::ONE,
        }
    }

    /// This change, and then another.
    pub(super) fn then(self, next: Self) -> Self {
        let turn = |(x, y): (f32, f32)| {
            (x * next.right.0 + y * next.up.0, x * next.right.1 + y * next.up.1)
        };
        let origin = next.apply(self.origin.0, self.origin.1);
        Self { right: turn(self.right), up: turn(self.up), origin }
    }

    /// Where a point comes to lie.
    pub(super) fn apply(self, x: f32, y: f32) -> (f32, f32) {
        let Self { right, up, origin } = self;
        (right.0 * x + up.0 * y + origin.0, right.1 * x + up.1 * y + origin.1)
    }

    /// How much larger things become in height.
    pub(super) fn height(self) -> f32 {
        self.up.0.hypot(self.up.1)
    }

    /// Turns a page that is shown turned by so many degrees upright.
    pub(super) fn upright(degrees: i64) -> Self {
        let (across, along) = match degrees.rem_euclid(360) {
            90 => (0.0, -1.0),
            180 => (-1.0, 0.0),
            270 => (0.0, 1.0),
            _ => (1.0, 0.0),
        };
        Self { right: (across, along), up: (-along, across), origin: (0.0, 0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_follow_each_other() {
        let moved = Matrix::moved(10.0, 0.0);
        let larger = Matrix::of(&[2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(moved.then(larger).apply(1.0, 1.0), (22.0, 2.0));
        assert_eq!(larger.then(moved).apply(1.0, 1.0), (12.0, 2.0));
        // What runs upward on a page shown turned by 90 degrees runs to the right.
        assert_eq!(Matrix::upright(90).apply(0.0, 5.0), (5.0, 0.0));
        assert_eq!(Matrix::upright(-90), Matrix::upright(270));
    }
}
