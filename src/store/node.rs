//! A stored value as a small tree, in which the layout can still see the names of the types.

use std::fmt::Display;

use serde::ser::{self, Serialize};

use super::escape::quoted;

/// A value on its way to the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A number, a quoted text, a unit variant: ready to print.
    Word(String),
    /// `[…]`
    List(Vec<Node>),
    /// `{…}`
    Map(Vec<(Node, Node)>),
    /// `name(…)` without field names; the name is empty for a tuple.
    Group { name: &'static str, items: Vec<Node> },
    /// `name(field: …)`.
    Record {
        /// What is printed before the parenthesis: a variant, or nothing for a struct.
        name: &'static str,
        /// The type, by which the layout is chosen.
        kind: &'static str,
        /// Fields in the order of the type.
        fields: Vec<(&'static str, Node)>,
    },
}

/// A value that no project file may hold.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unwritable(String);

impl ser::Error for Unwritable {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl Node {
    /// The tree of a value.
    pub(super) fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, Unwritable> {
        value.serialize(Planter)
    }

    fn word(text: impl Display) -> Self {
        Self::Word(text.to_string())
    }

    /// The content of a newtype variant, without doubled parentheses.
    fn within(self, name: &'static str) -> Self {
        match self {
            Self::Record { name: "", kind, fields } => Self::Record { name, kind, fields },
            Self::Group { name: "", items } => Self::Group { name, items },
            other => Self::Group { name, items: vec![other] },
        }
    }
}

/// Turns a value into its tree. Binary floats and raw bytes are refused: project files hold neither.
struct Planter;

type Planted = Result<Node, Unwritable>;

/// Words printed as they are.
macro_rules! plain {
    ($($method:ident: $kind:ty),* $(,)?) => {
        $(fn $method(self, value: $kind) -> Planted {
            Ok(Node::word(value))
        })*
    };
}

impl ser::Serializer for Planter {
    type Ok = Node;
    type Error = Unwritable;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Pairs;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Fields;

    plain! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
    }

    fn serialize_f32(self, _: f32) -> Planted {
        Err(ser::Error::custom("项目文件里不写二进制小数"))
    }

    fn serialize_f64(self, _: f64) -> Planted {
        Err(ser::Error::custom("项目文件里不写二进制小数"))
    }

    fn serialize_bytes(self, _: &[u8]) -> Planted {
        Err(ser::Error::custom("项目文件里不写二进制内容"))
    }

    /// Spelled out: no stored type has a single character, and this form needs no care.
    fn serialize_char(self, value: char) -> Planted {
        Ok(Node::Word(format!("'{}'", value.escape_unicode())))
    }

    fn serialize_str(self, value: &str) -> Planted {
        Ok(Node::Word(quoted(value)))
    }

    fn serialize_none(self) -> Planted {
        Ok(Node::word("None"))
    }

    /// Bare, except where it would then be read as the `None` or `Some` inside it.
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Planted {
        let inner = Node::of(value)?;
        let mistaken = match &inner {
            Node::Word(word) => word == "None",
            Node::Group { name, .. } => *name == "Some",
            Node::List(_) | Node::Map(_) | Node::Record { .. } => false,
        };
        Ok(if mistaken { Node::Group { name: "Some", items: vec![inner] } } else { inner })
    }

    fn serialize_unit(self) -> Planted {
        Ok(Node::word("()"))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Planted {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Planted {
        Ok(Node::word(name))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Planted {
        Ok(Node::Group { name: "", items: vec![Node::of(value)?] })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Planted {
        Ok(Node::of(value)?.within(name))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Unwritable> {
        Ok(Items { form: Form::List, nodes: Vec::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Unwritable> {
        Ok(Items { form: Form::Group(""), nodes: Vec::new() })
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, Unwritable> {
        Ok(Items { form: Form::Group(""), nodes: Vec::new() })
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Items, Unwritable> {
        Ok(Items { form: Form::Group(name), nodes: Vec::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Pairs, Unwritable> {
        Ok(Pairs { key: None, pairs: Vec::new() })
    }

    fn serialize_struct(self, kind: &'static str, _: usize) -> Result<Fields, Unwritable> {
        Ok(Fields { name: "", kind, list: Vec::new() })
    }

    fn serialize_struct_variant(
        self,
        kind: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Fields, Unwritable> {
        Ok(Fields { name, kind, list: Vec::new() })
    }
}

/// What a sequence becomes.
enum Form {
    List,
    Group(&'static str),
}

/// Collects a list or a tuple.
struct Items {
    form: Form,
    nodes: Vec<Node>,
}

impl Items {
    fn push(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Unwritable> {
        self.nodes.push(Node::of(value)?);
        Ok(())
    }

    fn done(self) -> Node {
        match self.form {
            Form::List => Node::List(self.nodes),
            Form::Group(name) => Node::Group { name, items: self.nodes },
        }
    }
}

/// The four sequence traits of serde differ in nothing but their names.
macro_rules! sequence {
    ($($kind:ident: $method:ident),*) => {
        $(impl ser::$kind for Items {
            type Ok = Node;
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.push(value)
            }

            fn end(self) -> Planted {
                Ok(self.done())
            }
        })*
    };
}

sequence! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

/// Collects a map.
struct Pairs {
    key: Option<Node>,
    pairs: Vec<(Node, Node)>,
}

impl ser::SerializeMap for Pairs {
    type Ok = Node;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.key = Some(Node::of(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let key = self.key.take().ok_or_else(|| Unwritable("映射里有值而没有键".to_owned()))?;
        self.pairs.push((key, Node::of(value)?));
        Ok(())
    }

    fn end(self) -> Planted {
        Ok(Node::Map(self.pairs))
    }
}

/// Collects a struct or a struct variant.
struct Fields {
    name: &'static str,
    kind: &'static str,
    list: Vec<(&'static str, Node)>,
}

/// The two struct traits of serde differ in nothing but their names.
macro_rules! record {
    ($($kind:ident),*) => {
        $(impl ser::$kind for Fields {
            type Ok = Node;
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                let node = Node::of(value)?;
                // An id that nobody has given yet is left out, to be given when the file is read.
                if name != "id" || node != Node::Word(quoted("")) {
                    self.list.push((name, node));
                }
                Ok(())
            }

            fn end(self) -> Planted {
                Ok(Node::Record { name: self.name, kind: self.kind, fields: self.list })
            }
        })*
    };
}

record! { SerializeStruct, SerializeStructVariant }
