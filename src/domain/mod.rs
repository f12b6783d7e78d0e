//! The pure core: no I/O, clock, environment, thread, terminal or printing. Data in, verdicts and
//! reasons out.

pub mod amount;
pub mod answer;
pub mod assess;
pub mod blame;
mod bonds;
pub mod calendar;
pub mod catalogue;
pub mod cells;
pub mod cluster;
pub mod compare;
pub mod compatible;
pub mod criterion;
pub mod date;
pub mod decide;
mod exact;
pub mod explain;
pub mod expr;
pub mod field;
pub mod interval;
pub mod lint;
pub mod message;
pub mod number;
mod pairs;
pub mod policy;
pub mod profile;
pub mod question;
pub mod ranking;
mod region;
pub mod suggest;
pub mod total;
pub mod truth;
pub mod what_if;
pub mod worth;
