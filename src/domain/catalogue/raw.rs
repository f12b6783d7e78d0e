//! The shapes of the data files as they are written; checked and converted in `build`.
//!
//! Everything is as loose as JSON and nothing leaves this folder. The children of a program and of a
//! criterion are generic so that, when a file does not fit, each part can be read without the parts
//! below it and every error is found, not only the first.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHandbook {
    pub(super) title: String,
    pub(super) edition: String,
    pub(super) publisher: String,
    pub(super) categories: Vec<RawCategory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCategory {
    pub(super) title: String,
    pub(super) from: u16,
    pub(super) to: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVocabulary {
    pub(super) topics: Vec<RawTopic>,
    pub(super) fields: Vec<RawField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTopic {
    pub(super) id: String,
    pub(super) title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    pub(super) key: String,
    pub(super) topic: String,
    pub(super) label: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) unit: Option<String>,
    pub(super) options: Option<Vec<RawOption>>,
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) derived: Option<String>,
    pub(super) help: String,
    pub(super) source: Option<String>,
    pub(super) effort: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOption {
    pub(super) id: String,
    pub(super) label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPolicy<P> {
    pub(super) no: u16,
    pub(super) slug: String,
    pub(super) category: String,
    pub(super) title: String,
    pub(super) short_title: String,
    pub(super) kind: String,
    pub(super) level: String,
    pub(super) page: u16,
    pub(super) document_numbers: Vec<String>,
    pub(super) agencies: Vec<String>,
    pub(super) basis: Vec<String>,
    pub(super) dates: RawDates,
    pub(super) summary: String,
    pub(super) points: Vec<RawRemark>,
    pub(super) contacts: Vec<RawContact>,
    pub(super) links: Vec<RawLink>,
    pub(super) keywords: Vec<String>,
    pub(super) notes: Vec<RawRemark>,
    pub(super) errata: Vec<RawErratum>,
    /// `null` while the programs are still to be entered.
    pub(super) programs: Option<Vec<P>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDates {
    pub(super) issued: Option<String>,
    pub(super) effective: Option<String>,
    pub(super) expires: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRemark {
    pub(super) text: String,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawContact {
    pub(super) office: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) address: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLink {
    pub(super) label: String,
    pub(super) url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawErratum {
    pub(super) printed: String,
    pub(super) meant: String,
    pub(super) note: Option<String>,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProgram<N, B> {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) short_title: Option<String>,
    pub(super) applicants: Vec<String>,
    pub(super) summary: Option<String>,
    pub(super) criteria: N,
    pub(super) benefits: Vec<B>,
    pub(super) windows: Option<Vec<RawWindow>>,
    pub(super) rolling: Option<bool>,
    pub(super) awaiting: Option<bool>,
    pub(super) effective: Option<String>,
    pub(super) expires: Option<String>,
    #[serde(default)]
    pub(super) materials: Vec<RawMaterial>,
    #[serde(default)]
    pub(super) steps: Vec<RawRemark>,
    #[serde(default)]
    pub(super) relations: Vec<RawRelation>,
    #[serde(default)]
    pub(super) notes: Vec<RawRemark>,
    #[serde(default)]
    pub(super) contacts: Vec<RawContact>,
}

/// A group or a leaf; which one is decided by the keys it has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNode<C> {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) all: Option<Vec<C>>,
    pub(super) any: Option<Vec<C>>,
    pub(super) at_least: Option<usize>,
    pub(super) of: Option<Vec<C>>,
    pub(super) not: Option<Box<C>>,
    pub(super) test: Option<String>,
    pub(super) judgement: Option<String>,
    pub(super) external: Option<String>,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
    pub(super) soft: Option<bool>,
    pub(super) note: Option<String>,
}

/// A node with everything below it.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct RawTree(pub(super) RawNode<RawTree>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBenefit {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) amount: Option<String>,
    #[serde(default)]
    pub(super) per: Vec<String>,
    pub(super) times: Option<String>,
    pub(super) up_to: Option<bool>,
    pub(super) total: Option<String>,
    pub(super) when: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) note: Option<String>,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWindow {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) note: Option<String>,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMaterial {
    pub(super) text: String,
    pub(super) optional: Option<bool>,
    pub(super) when: Option<String>,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRelation {
    pub(super) kind: String,
    #[serde(default)]
    pub(super) with: Vec<String>,
    pub(super) within: Option<String>,
    pub(super) text: String,
    pub(super) at: Option<String>,
    pub(super) anchor: Option<String>,
}
