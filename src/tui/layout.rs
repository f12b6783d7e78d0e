//! Where each pane stands, from the size of the terminal alone.
//!
//! Three panes from 120 columns, two from 80, one with tabs below; under 60x16 only a message.

use ratatui::layout::Rect;

use super::model::Pane;

/// The smallest terminal that the desk fits.
pub const SMALLEST: (u16, u16) = (60, 16);

/// The areas of the browse screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// The title line.
    pub title: Rect,
    /// The search bar.
    pub search: Rect,
    /// The tree with its border, when it is shown.
    pub tree: Option<Rect>,
    /// The detail pane with its border, when it is shown.
    pub detail: Option<Rect>,
    /// The form with its border, when it is shown.
    pub form: Option<Rect>,
    /// The tabs, where only one pane fits.
    pub tabs: Option<Rect>,
    /// The line of keys and messages.
    pub footer: Rect,
}

/// Whether the desk fits at all.
#[must_use]
pub fn fits(size: (u16, u16)) -> bool {
    size.0 >= SMALLEST.0 && size.1 >= SMALLEST.1
}

/// The areas for a size and the pane that has the focus.
#[must_use]
pub fn areas(size: (u16, u16), focus: Pane) -> Areas {
    let (width, height) = size;
    let line = |y: u16| Rect::new(0, y.min(height.saturating_sub(1)), width, 1.min(height));
    let title = line(0);
    let search = line(1);
    let footer = line(height.saturating_sub(1));
    let one = width < 80;
    let tabs = one.then(|| line(height.saturating_sub(2)));
    let body_height = height.saturating_sub(if one { 4 } else { 3 });
    let column = |x: u16, w: u16| Some(Rect::new(x, 2, w, body_height));
    let mut areas = Areas { title, search, tree: None, detail: None, form: None, tabs, footer };
    if one {
        match focus {
            Pane::Tree => areas.tree = column(0, width),
            Pane::Detail => areas.detail = column(0, width),
            Pane::Form => areas.form = column(0, width),
        }
    } else if width < 120 {
        let left = width * 2 / 5;
        areas.tree = column(0, left);
        if focus == Pane::Form {
            areas.form = column(left, width - left);
        } else {
            areas.detail = column(left, width - left);
        }
    } else {
        let left = (width / 4).clamp(30, 50);
        let right = (width - left) / 2;
        areas.tree = column(0, left);
        areas.detail = column(left, width - left - right);
        areas.form = column(width - right, right);
    }
    areas
}

/// The areas of the match screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchAreas {
    /// The title line.
    pub title: Rect,
    /// The line of counts.
    pub about: Rect,
    /// The list with its border.
    pub list: Rect,
    /// The total with its border.
    pub total: Rect,
    /// The line of keys and messages.
    pub footer: Rect,
}

/// The areas of the match screen: the total stands beside the list from 120 columns, else below it, where
/// the one that has the focus takes the larger part.
#[must_use]
pub fn match_areas(size: (u16, u16), on_total: bool) -> MatchAreas {
    let (width, height) = size;
    let line = |y: u16| Rect::new(0, y.min(height.saturating_sub(1)), width, 1.min(height));
    let body = height.saturating_sub(3);
    let (list, total) = if width >= 120 {
        let right = (width / 3).clamp(40, 70);
        (Rect::new(0, 2, width - right, body), Rect::new(width - right, 2, right, body))
    } else {
        let below = if on_total { body * 3 / 5 } else { body * 2 / 5 };
        (Rect::new(0, 2, width, body - below), Rect::new(0, 2 + body - below, width, below))
    };
    MatchAreas { title: line(0), about: line(1), list, total, footer: line(height.saturating_sub(1)) }
}

/// The pane of the compare screen, between the two lines above and the one below.
#[must_use]
pub fn compare_area(size: (u16, u16)) -> Rect {
    Rect::new(0, 2, size.0, size.1.saturating_sub(3))
}

/// The inside of a bordered pane.
#[must_use]
pub fn inside(area: Rect) -> Rect {
    Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2))
}

/// Width and height of the inside of a pane, or of the pane it would have if it is not shown.
#[must_use]
pub fn inner_size(area: Option<Rect>) -> (usize, usize) {
    let inner = inside(area.unwrap_or(Rect::new(0, 0, 40, 20)));
    (usize::from(inner.width), usize::from(inner.height))
}

#[cfg(test)]
mod tests {
    use super::{areas, fits};
    use crate::tui::model::Pane;

    #[test]
    fn three_panes_from_120_two_from_80_one_below() {
        for (width, focus, shown) in [
            (200, Pane::Tree, [true, true, true]),
            (120, Pane::Form, [true, true, true]),
            (119, Pane::Tree, [true, true, false]),
            (80, Pane::Form, [true, false, true]),
            (79, Pane::Detail, [false, true, false]),
            (60, Pane::Form, [false, false, true]),
        ] {
            let found = areas((width, 24), focus);
            assert_eq!([found.tree.is_some(), found.detail.is_some(), found.form.is_some()], shown, "{width}");
            assert_eq!(found.tabs.is_some(), width < 80, "{width}");
        }
    }

    #[test]
    fn panes_fill_the_width_without_overlap() {
        for width in 60..260 {
            for focus in [Pane::Tree, Pane::Detail, Pane::Form] {
                let found = areas((width, 40), focus);
                let shown = [found.tree, found.detail, found.form];
                let total: u16 = shown.into_iter().flatten().map(|area| area.width).sum();
                assert_eq!(total, width, "{width} {focus:?}");
            }
        }
    }

    #[test]
    fn too_small_is_said_and_not_drawn() {
        assert!(fits((60, 16)) && !fits((59, 16)) && !fits((60, 15)));
    }
}
