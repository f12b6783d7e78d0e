//! Sentences for people, in Chinese and in English from one place.
//!
//! A [`Message`] always carries both wordings, so a missing translation does not compile; the face
//! that shows it picks one. Messages are built for errors and explanations only, never per criterion
//! in a hot loop.

/// The language of the program's own words. The handbook's facts stay Chinese in either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Picks one of two fixed wordings.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// One sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl Message {
    /// The wording in one language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// This sentence with another after it.
    #[must_use]
    pub fn then(mut self, next: Message) -> Message {
        self.zh.push_str(&next.zh);
        self.en.push(' ');
        self.en.push_str(&next.en);
        self
    }
}

/// Builds a [`Message`]: `message!("没有 `{key}`", "no `{key}`")`; both wordings take the same
/// variables in scope.
#[macro_export]
macro_rules! message {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::domain::message::Message { zh: format!($zh), en: format!($en) }
    };
}
