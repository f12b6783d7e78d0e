//! The JSON shape of a what-if: thresholds and bands of one field.

use serde::Serialize;
use serde_json::Number;

use super::number;
use crate::domain::catalogue::Catalogue;
use crate::domain::field::Field;
use crate::domain::number::Unit;
use crate::domain::what_if::WhatIf;

#[derive(Debug, Serialize)]
pub(super) struct WhatIfShape<'a> {
    field: &'a str,
    unit: &'static str,
    thresholds: Vec<ThresholdShape>,
    bands: Vec<BandShape>,
}

#[derive(Debug, Serialize)]
struct ThresholdShape {
    at: Option<Number>,
    programs: Vec<String>,
}

#[derive(Debug, Serialize)]
struct BandShape {
    min: Option<Number>,
    min_included: bool,
    max: Option<Number>,
    max_included: bool,
    now: bool,
    programs: Vec<VerdictShape>,
}

#[derive(Debug, Serialize)]
struct VerdictShape {
    r#ref: String,
    eligibility: &'static str,
}

/// The bands of a field as `check --what-if` prints them.
pub(super) fn what_if<'a>(catalogue: &'a Catalogue, what_if: &WhatIf) -> WhatIfShape<'a> {
    let unit = catalogue.fields.get(what_if.field).and_then(Field::unit).unwrap_or(Unit::Bare);
    let bands = what_if.bands.iter().map(|band| BandShape {
        min: band.span.lo.and_then(|end| number(end.value, unit)),
        min_included: band.span.lo.is_some_and(|end| end.closed),
        max: band.span.hi.and_then(|end| number(end.value, unit)),
        max_included: band.span.hi.is_some_and(|end| end.closed),
        now: band.is_now,
        programs: what_if
            .now
            .iter()
            .zip(&band.verdicts)
            .map(|((id, _), verdict)| VerdictShape { r#ref: catalogue.reference(*id), eligibility: verdict.word() })
            .collect(),
    });
    let thresholds = what_if.thresholds.iter().map(|(at, programs)| ThresholdShape {
        at: number(*at, unit),
        programs: programs.iter().map(|id| catalogue.reference(*id)).collect(),
    });
    WhatIfShape {
        thresholds: thresholds.collect(),
        field: catalogue.fields.key(what_if.field),
        unit: unit.word(),
        bands: bands.collect(),
    }
}
