//! stub
pub mod domain;
pub mod assets;
pub mod env;
pub mod search;
pub mod store;
pub mod text;
pub mod tui;
pub mod cli;
pub mod report;
