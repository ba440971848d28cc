//! Places on paper: how the numbers of a drawing become points of the page.

/// A change of coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    a: f32,
    b: f32,
    c: f32,
    d: f32,
    e: f32,
    f: f32,
}

impl Matrix {
    /// Changes nothing.
    pub(super) const ONE: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    /// Of six numbers; anything else changes nothing.
    pub(super) fn of(numbers: &[f32]) -> Self {
        match *numbers {
            [a, b, c, d, e, f] => Self { a, b, c, d, e, f },
            _ => Self::ONE,
        }
    }

    /// This change, and then another.
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    /// Where a point comes to lie.
    pub(super) fn apply(self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// How much larger things become in height.
    pub(super) fn height(self) -> f32 {
        self.c.hypot(self.d)
    }

    /// Turns a page that is shown turned by so many degrees upright.
    pub(super) fn upright(degrees: i64) -> Self {
        let (a, b) = match degrees.rem_euclid(360) {
            90 => (0.0, -1.0),
            180 => (-1.0, 0.0),
            270 => (0.0, 1.0),
            _ => (1.0, 0.0),
        };
        Self { a, b, c: -b, d: a, e: 0.0, f: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_follow_each_other() {
        let moved = Matrix::of(&[1.0, 0.0, 0.0, 1.0, 10.0, 0.0]);
        let larger = Matrix::of(&[2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(moved.then(larger).apply(1.0, 1.0), (22.0, 2.0));
        assert_eq!(larger.then(moved).apply(1.0, 1.0), (12.0, 2.0));
        // What runs upward on a page shown turned by 90 degrees runs to the right.
        assert_eq!(Matrix::upright(90).apply(0.0, 5.0), (5.0, 0.0));
        assert_eq!(Matrix::upright(-90), Matrix::upright(270));
    }
}
