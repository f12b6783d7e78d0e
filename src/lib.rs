//! stub
pub mod domain;
pub mod assets;
pub mod env;
pub mod store;
