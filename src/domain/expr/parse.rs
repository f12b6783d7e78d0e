//! Tokens to a tree; types and units are checked afterwards.
//!
//! Invariant: nesting is bounded, so that no text of a data file can exhaust the stack.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ExprError;
use super::lex::{Placed, Token, tokens};
use crate::domain::interval::Op;
use crate::domain::message::Message;
use crate::domain::number::Unit;
use crate::message;

/// No formula of a person is nested deeper.
const DEEPEST: usize = 32;

/// A part of an expression with the place where it begins.
#[derive(Clone, Debug)]
pub(super) struct Ast {
    /// The place in the text, in characters.
    pub(super) at: usize,
    /// What stands there.
    pub(super) node: Node,
}

/// What can stand in an expression, before types are known.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Number(Decimal, Unit),
    Date(NaiveDate),
    Name(String),
    Call(String, Vec<Ast>),
    Negate(Box<Ast>),
    Binary(char, Box<Ast>, Box<Ast>),
    Compare(Op, Box<Ast>, Box<Ast>),
    Within(Box<Ast>, Box<Ast>, Box<Ast>),
    InSet(Box<Ast>, Vec<Ast>),
    Has(Box<Ast>, Vec<Ast>),
}

/// Reads the whole text as one expression.
pub(super) fn expression(text: &str) -> Result<Ast, ExprError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let ast = parser.comparison()?;
    match parser.peek() {
        (_, Token::End) => Ok(ast),
        (at, Token::Name(name)) if name == "and" || name == "or" => Err(ExprError {
            offset: *at,
            message: message!(
                "“且”“或”写在条件树里（all、any），不写在表达式里",
                "and / or belong in the criteria tree (all, any), not in the expression",
            ),
        }),
        (at, _) => Err(ExprError {
            offset: *at,
            message: message!("表达式到这里应当结束", "the expression should end here"),
        }),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
}

const END: Placed = (0, Token::End);

impl Parser {
    fn peek(&self) -> &Placed {
        self.tokens.get(self.next).or(self.tokens.last()).unwrap_or(&END)
    }

    fn take(&mut self) -> Placed {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn take_if(&mut self, wanted: &Token) -> bool {
        let found = &self.peek().1 == wanted;
        if found {
            self.next += 1;
        }
        found
    }

    fn expect(&mut self, sign: char) -> Result<(), ExprError> {
        if self.take_if(&Token::Sign(sign)) {
            return Ok(());
        }
        Err(self.wrong(message!("这里应有 `{sign}`", "`{sign}` expected here")))
    }

    fn wrong(&self, message: Message) -> ExprError {
        ExprError { offset: self.peek().0, message }
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.peek().1, Token::Name(name) if name == word)
    }

    fn comparison(&mut self) -> Result<Ast, ExprError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(message!("表达式嵌套太深", "the expression is nested too deeply")));
        }
        let left = self.sum()?;
        let at = left.at;
        let node = match self.peek().1.clone() {
            Token::Compare(op) => {
                self.next += 1;
                Node::Compare(op, Box::new(left), Box::new(self.sum()?))
            }
            Token::Name(word) if word == "in" => {
                self.next += 1;
                if self.take_if(&Token::Sign('{')) {
                    Node::InSet(Box::new(left), self.list('}')?)
                } else {
                    let low = self.sum()?;
                    if !self.take_if(&Token::Range) {
                        return Err(self.wrong(message!(
                            "`in` 后面写 `{{选项, …}}` 或 `下限..上限`",
                            "after `in` comes `{{option, …}}` or `low..high`",
                        )));
                    }
                    Node::Within(Box::new(left), Box::new(low), Box::new(self.sum()?))
                }
            }
            Token::Name(word) if word == "has" => {
                self.next += 1;
                if self.is_word("any") {
                    self.next += 1;
                    self.expect('{')?;
                    Node::Has(Box::new(left), self.list('}')?)
                } else {
                    Node::Has(Box::new(left), vec![self.atom()?])
                }
            }
            _ => left.node,
        };
        self.depth -= 1;
        Ok(Ast { at, node })
    }

    fn sum(&mut self) -> Result<Ast, ExprError> {
        let mut left = self.product()?;
        while let Token::Sign(sign @ ('+' | '-')) = self.peek().1 {
            self.next += 1;
            let right = self.product()?;
            left = Ast { at: left.at, node: Node::Binary(sign, Box::new(left), Box::new(right)) };
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Ast, ExprError> {
        let mut left = self.unary()?;
        while let Token::Sign(sign @ ('*' | '/')) = self.peek().1 {
            self.next += 1;
            let right = self.unary()?;
            left = Ast { at: left.at, node: Node::Binary(sign, Box::new(left), Box::new(right)) };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Ast, ExprError> {
        let at = self.peek().0;
        if !self.take_if(&Token::Sign('-')) {
            return self.atom();
        }
        // A second sign would be a slip of the pen, and unbounded signs would be unbounded depth.
        let inner = self.atom()?;
        Ok(Ast { at, node: Node::Negate(Box::new(inner)) })
    }

    fn atom(&mut self) -> Result<Ast, ExprError> {
        let (at, token) = self.take();
        let node = match token {
            Token::Number(value, unit) => Node::Number(value, unit),
            Token::Date(date) => Node::Date(date),
            Token::Name(name) if self.take_if(&Token::Sign('(')) => Node::Call(name, self.list(')')?),
            Token::Name(name) => Node::Name(name),
            Token::Sign('(') => {
                let inner = self.comparison()?;
                self.expect(')')?;
                inner.node
            }
            Token::Compare(_) | Token::Sign(_) | Token::Range | Token::End => {
                return Err(ExprError {
                    offset: at,
                    message: message!(
                        "这里应有数字、日期、字段或函数",
                        "a number, date, field or function expected here",
                    ),
                });
            }
        };
        Ok(Ast { at, node })
    }

    /// The rest of a list up to its closing sign, with at least one member.
    fn list(&mut self, close: char) -> Result<Vec<Ast>, ExprError> {
        let mut members = vec![self.comparison()?];
        while self.take_if(&Token::Sign(',')) {
            members.push(self.comparison()?);
        }
        self.expect(close)?;
        Ok(members)
    }
}
