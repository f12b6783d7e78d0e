//! Matches as tables: what was typed, a text, and how and where the two meet.

use super::super::catalogue::PHRASES;
use super::super::normalise::fold;
use super::super::pinyin::Phrases;
use super::super::single::Single;
use super::*;

/// Brackets around the matched chars, and the way; `None` if nothing matches.
fn shown(typed: &str, part: Part, text: &str) -> Option<(Way, String)> {
    let phrases = Phrases::parse(PHRASES).unwrap();
    let mut lexicon = Lexicon::new(phrases);
    text.chars().map(fold).for_each(|c| lexicon.learn(c));
    let single = Single::new(text, part, &lexicon);
    let token = Token::new(typed.trim_matches('!'), typed.starts_with('!')).unwrap();
    let found = Effort::ALL.iter().find_map(|effort| single.best(&Ways::new(&token, *effort), &lexicon))?;
    assert!(found.positions.is_sorted_by(|one, two| one < two));
    let mut marked = String::new();
    for (at, c) in text.chars().enumerate() {
        if found.positions.contains(&at) {
            marked.extend(['[', c, ']']);
        } else {
            marked.push(c);
        }
    }
    Some((found.way, marked.replace("][", "")))
}

/// What was typed, a text, and what [`shown`] gives.
type Case<'a> = (&'a str, &'a str, Option<(Way, &'a str)>);

fn check(part: Part, cases: &[Case<'_>]) {
    for (typed, text, expected) in cases {
        let found = shown(typed, part, text);
        let found = found.as_ref().map(|(way, marked)| (*way, marked.as_str()));
        assert_eq!(found, *expected, "{typed} in {text}");
    }
}

#[test]
fn characters() {
    check(
        Part::Title,
        &[
            ("小巨人", "专精特新“小巨人”企业", Some((Way::Whole, "专精特新“[小巨人]”企业"))),
            ("新小巨人", "专精特新“小巨人”企业", Some((Way::Substring, "专精特[新]“[小巨人]”企业"))),
            ("国家", "国家级专精特新", Some((Way::Prefix, "[国家]级专精特新"))),
            ("特新", "国家级专精特新企业", Some((Way::Substring, "国家级专精[特新]企业"))),
            ("企业", "中小企业，企业", Some((Way::Whole, "中小企业，[企业]"))),
            ("lpr", "按不高于ＬＰＲ150%部分", Some((Way::Whole, "按不高于[ＬＰＲ]150%部分"))),
            ("2024", "（2022—2024年）", Some((Way::Whole, "（2022—[2024]年）"))),
            ("!加计扣除", "研发费用加计扣除", Some((Way::Substring, "研发费用[加计扣除]"))),
            ("!jiaji", "研发费用加计扣除", None),
            ("!小巨人", "专精特新“小巨人”", Some((Way::Whole, "专精特新“[小巨人]”"))),
            ("!新小", "专精特新“小巨人”", None),
            ("!(修订)", "办法修订", None),
            ("!(修订)", "办法（修订）", Some((Way::Whole, "办法（[修订]）"))),
        ],
    );
}

#[test]
fn pinyin_in_full_and_short() {
    check(
        Part::Title,
        &[
            ("luosifen", "柳州螺蛳粉园", Some((Way::Pinyin, "柳州[螺蛳粉]园"))),
            ("luosif", "柳州螺蛳粉园", Some((Way::Pinyin, "柳州[螺蛳粉]园"))),
            ("zjtx", "国家级专精特新“小巨人”", Some((Way::Initials, "国家级[专精特新]“小巨人”"))),
            ("zjtxxjr", "专精特新“小巨人”", Some((Way::Initials, "[专精特新]“[小巨人]”"))),
            ("专精tx", "专精特新", Some((Way::Mixed, "[专精特新]"))),
            ("zhuanjtx", "专精特新", Some((Way::Mixed, "[专精特新]"))),
            ("zhjtx", "专精特新", Some((Way::Initials, "[专精特新]"))),
            ("yinhang", "中国银行", Some((Way::Pinyin, "中国[银行]"))),
        ],
    );
}

#[test]
fn heteronyms_umlauts_and_the_shortest() {
    check(
        Part::Title,
        &[
            ("yinxing", "中国银行", None),
            ("zhongdian", "以重点项目", Some((Way::Pinyin, "以[重点]项目"))),
            ("kuaiji", "会计", Some((Way::Pinyin, "[会计]"))),
            ("lvse", "绿色", Some((Way::Pinyin, "[绿色]"))),
            ("luse", "绿色", Some((Way::Pinyin, "[绿色]"))),
            ("lüse", "绿色", Some((Way::Pinyin, "[绿色]"))),
            ("xian", "县级", Some((Way::Pinyin, "[县]级"))),
            ("xian", "西安", Some((Way::Pinyin, "[西安]"))),
            ("z", "专利", Some((Way::Pinyin, "[专]利"))),
            ("z", "国家专利", None),
            ("100wy", "100万元以下", Some((Way::Mixed, "[100万元]以下"))),
        ],
    );
}

#[test]
fn short_initials_stay_out_of_running_text() {
    check(
        Part::Digest,
        &[
            ("zj", "资金", None),
            ("zijin", "支持资金", Some((Way::Pinyin, "支持[资金]"))),
            ("zjtx", "支持专精特新企业", Some((Way::Initials, "支持[专精特新]企业"))),
            ("专j", "支持专精特新企业", Some((Way::Mixed, "支持[专精]特新企业"))),
        ],
    );
}

#[test]
fn sounds_that_are_mixed_up() {
    check(
        Part::Title,
        &[
            ("螺狮粉", "柳州螺蛳粉园", Some((Way::Sound, "柳州[螺蛳粉]园"))),
            ("luoshifen", "柳州螺蛳粉园", Some((Way::Sound, "柳州[螺蛳粉]园"))),
            ("luosifeng", "柳州螺蛳粉园", Some((Way::Sound, "柳州[螺蛳粉]园"))),
            ("nuosifen", "柳州螺蛳粉园", Some((Way::Sound, "柳州[螺蛳粉]园"))),
            ("zuanjintexing", "专精特新", Some((Way::Sound, "[专精特新]"))),
            ("代款", "专项贷款", Some((Way::Sound, "专项[贷款]"))),
            ("事", "柳州市", None),
        ],
    );
}

#[test]
fn one_slip() {
    check(
        Part::Title,
        &[
            ("专精持新", "国家级专精特新企业", Some((Way::Slip, "国家级[专精特新]企业"))),
            ("专精特特新", "专精特新企业", Some((Way::Slip, "[专精特新]企业"))),
            ("创业担贷款", "个人创业担保贷款及", Some((Way::Slip, "个人[创业担保贷款]及"))),
            ("lousifen", "柳州螺蛳粉", Some((Way::Slip, "柳州[螺蛳粉]"))),
            ("zhuanjinhtexin", "专精特新", Some((Way::Slip, "[专精特新]"))),
            ("专精持斯", "国家级专精特新企业", None),
        ],
    );
}

#[test]
fn scattered_characters() {
    check(
        Part::Agency,
        &[
            ("工信部", "工业和信息化部", Some((Way::Scattered, "[工]业和[信]息化[部]"))),
            ("人社厅", "人力资源和社会保障厅", Some((Way::Scattered, "[人]力资源和[社]会保障[厅]"))),
            ("gxt", "工业和信息化厅", Some((Way::Scattered, "[工]业和信[息]化[厅]"))),
            ("部信工", "工业和信息化部", None),
        ],
    );
}

#[test]
fn document_numbers() {
    let number = "桂政办发〔2024〕10号";
    check(
        Part::DocumentNumber,
        &[
            ("桂政办发[2024]10号", number, Some((Way::Whole, "[桂政办发]〔[2024]〕[10号]"))),
            ("桂政办发（2024）10", number, Some((Way::Whole, "[桂政办发]〔[2024]〕[10]号"))),
            ("桂政办发202410号", number, Some((Way::Whole, "[桂政办发]〔[2024]〕[10号]"))),
            ("桂政办发10号", number, Some((Way::Number, "[桂政办发]〔2024〕[10号]"))),
            ("10", number, Some((Way::Whole, "桂政办发〔2024〕[10]号"))),
            ("桂政办发1号", number, None),
            ("410", number, None),
            ("办发", number, Some((Way::Substring, "桂政[办发]〔2024〕10号"))),
        ],
    );
}

#[test]
fn every_occurrence_is_highlighted() {
    let mut lexicon = Lexicon::new(Phrases::parse(PHRASES).unwrap());
    let text = "补贴一、补贴二";
    text.chars().for_each(|c| lexicon.learn(c));
    let single = Single::new(text, Part::Digest, &lexicon);
    for typed in ["补贴", "butie", "bt"] {
        let token = Token::new(typed, false).unwrap();
        let found = single.all(&Ways::new(&token, Effort::Strict), &lexicon);
        let expected = if typed == "bt" { vec![] } else { vec![0, 1, 4, 5] };
        assert_eq!(found, expected, "{typed}");
    }
}
