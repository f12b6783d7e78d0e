//! Availability of a program on a date: the second axis of the verdict.
//!
//! It is never folded into eligibility, because a closed program can still be prepared for.

use chrono::NaiveDate;

use super::message::Lang;
use super::policy::{Intake, Policy, Program, Window};

/// Whether applications are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AvailabilityState {
    /// A window is open.
    Open,
    /// A window is still to come.
    Upcoming,
    /// Every window is past.
    Closed,
    /// Taken at any time.
    Rolling,
    /// A call is still to come.
    Awaiting,
    /// The policy or the program is no longer in force.
    Expired,
    /// The handbook does not say.
    Unstated,
}

impl AvailabilityState {
    /// The word of JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AvailabilityState::Open => "open",
            AvailabilityState::Upcoming => "upcoming",
            AvailabilityState::Closed => "closed",
            AvailabilityState::Rolling => "rolling",
            AvailabilityState::Awaiting => "awaiting",
            AvailabilityState::Expired => "expired",
            AvailabilityState::Unstated => "unstated",
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            AvailabilityState::Open => lang.pick("申报中", "open"),
            AvailabilityState::Upcoming => lang.pick("未开始", "upcoming"),
            AvailabilityState::Closed => lang.pick("已截止", "closed"),
            AvailabilityState::Rolling => lang.pick("常年受理", "rolling"),
            AvailabilityState::Awaiting => lang.pick("待上级通知", "awaiting a call"),
            AvailabilityState::Expired => lang.pick("政策已失效", "expired"),
            AvailabilityState::Unstated => lang.pick("未载明", "unstated"),
        }
    }
}

/// Availability on one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Availability {
    /// Whether applications are taken.
    pub state: AvailabilityState,
    /// The first day of the window in question, or of the force of the policy.
    pub from: Option<NaiveDate>,
    /// The last day of the window in question, or of the force of the policy.
    pub to: Option<NaiveDate>,
    /// Days until the window closes (open) or opens (upcoming); 0 on the day itself.
    pub days_left: Option<i64>,
}

/// Whether applications for this program are taken on this day.
///
/// The last day of a window and of a policy's force still counts.
#[must_use]
pub fn availability(policy: &Policy, program: &Program, day: NaiveDate) -> Availability {
    let expires = program.expires.or(policy.dates.expires);
    let effective = program.effective.or(policy.dates.effective);
    let plain = |state| Availability { state, from: effective, to: expires, days_left: None };
    if expires.is_some_and(|last| last < day) {
        return plain(AvailabilityState::Expired);
    }
    match &program.intake {
        Intake::Windows(windows) => in_windows(windows, day).unwrap_or_else(|| plain(AvailabilityState::Unstated)),
        Intake::Rolling | Intake::Awaiting | Intake::Unstated if effective.is_some_and(|first| first > day) => {
            let days_left = effective.map(|first| (first - day).num_days());
            Availability { days_left, ..plain(AvailabilityState::Upcoming) }
        }
        Intake::Rolling => {
            let days_left = expires.map(|last| (last - day).num_days());
            Availability { days_left, ..plain(AvailabilityState::Rolling) }
        }
        Intake::Awaiting => plain(AvailabilityState::Awaiting),
        Intake::Unstated => plain(AvailabilityState::Unstated),
    }
}

/// Whether a policy to read only is in force on this day; nothing is taken for it, so nothing else can
/// be said.
#[must_use]
pub fn of_policy(policy: &Policy, day: NaiveDate) -> Availability {
    let (from, to) = (policy.dates.effective, policy.dates.expires);
    let plain = |state| Availability { state, from, to, days_left: None };
    if to.is_some_and(|last| last < day) {
        return plain(AvailabilityState::Expired);
    }
    match from.filter(|first| *first > day) {
        Some(first) => Availability { days_left: Some((first - day).num_days()), ..plain(AvailabilityState::Upcoming) },
        None => plain(AvailabilityState::Unstated),
    }
}

/// The open window that closes first, else the next to open, else the last one past.
fn in_windows(windows: &[Window], day: NaiveDate) -> Option<Availability> {
    let is_open = |w: &&Window| w.from.is_none_or(|from| from <= day) && w.to.is_none_or(|to| day <= to);
    let far = NaiveDate::MAX;
    if let Some(open) = windows.iter().filter(is_open).min_by_key(|w| w.to.unwrap_or(far)) {
        return Some(Availability {
            state: AvailabilityState::Open,
            from: open.from,
            to: open.to,
            days_left: open.to.map(|to| (to - day).num_days()),
        });
    }
    let later = windows.iter().filter_map(|w| w.from.filter(|from| *from > day).map(|from| (from, w)));
    if let Some((from, next)) = later.min_by_key(|(from, _)| *from) {
        return Some(Availability {
            state: AvailabilityState::Upcoming,
            from: Some(from),
            to: next.to,
            days_left: Some((from - day).num_days()),
        });
    }
    windows.iter().max_by_key(|w| w.to).map(|last| Availability {
        state: AvailabilityState::Closed,
        from: last.from,
        to: last.to,
        days_left: None,
    })
}
