//! stub
pub mod domain;
pub mod assets;
