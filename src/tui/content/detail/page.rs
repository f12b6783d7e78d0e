//! The paragraphs, headings and bullets that the detail pane is put together from.

use crate::domain::criterion::Citation;
use crate::domain::message::Lang;
use crate::domain::policy::Remark;
use crate::tui::content::{Line, Role, Span, paragraph};

/// The lines so far, for a width and a language.
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) width: usize,
    pub(super) lang: Lang,
}

impl Page {
    pub(super) fn push(&mut self, spans: &[Span], first: usize, rest: usize) {
        self.lines.extend(paragraph(spans, self.width, first, rest));
    }

    pub(super) fn text(&mut self, role: Role, text: &str) {
        self.push(&[Span::new(role, text)], 0, 0);
    }

    pub(super) fn heading(&mut self, zh: &str, en: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        let text = self.lang.pick(zh, en);
        self.text(Role::Heading, text);
    }

    pub(super) fn bullet(&mut self, spans: Vec<Span>) {
        let mut all = vec![Span::new(Role::Dim, "- ")];
        all.extend(spans);
        self.push(&all, 0, 2);
    }

    pub(super) fn remarks(&mut self, remarks: &[Remark]) {
        for remark in remarks {
            self.bullet(vec![Span::new(Role::Plain, &remark.text), cited(&remark.citation)]);
        }
    }

    pub(super) fn list(&mut self, zh: &str, en: &str, items: &[String]) {
        if !items.is_empty() {
            let label = self.lang.pick(zh, en);
            let text = items.join(self.lang.pick("；", "; "));
            self.push(&[Span::new(Role::Dim, label), Span::new(Role::Plain, &text)], 0, 2);
        }
    }
}

/// Where the handbook says so, behind a sentence.
pub(super) fn cited(citation: &Citation) -> Span {
    let text = citation.at.as_ref().map(|at| format!(" [{at}]")).unwrap_or_default();
    Span::new(Role::Dim, &text)
}
