//! `show REF`: a policy or program to read, or its data as they are.

use std::io;

use super::context::Context;
use super::outcome::{Exit, Failure};
use crate::domain::amount::{amount_text, amounts};
use crate::domain::assess::facts;
use crate::domain::catalogue::{Catalogue, ProgramId, Reference};
use crate::domain::message::Lang;
use crate::domain::policy::{Contact, Intake, Policy, Program, Remark};
use crate::domain::profile::Profile;
use crate::report::page::Page;
use crate::report::words;

/// 看一项政策或一个事项：要点、期限、条件、金额、材料、办法、联系方式
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 政策或事项：45、little-giant、45/little-giant
    #[arg(value_name = "REF", help_heading = "参数")]
    reference: String,
}
