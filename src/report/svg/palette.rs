//! The colours, by what they mean.
//!
//! In: a [`Role`]. Out: its colour on a light and on a dark page, the style sheet, the hatches. The tones of the kinds
//! of steps differ in lightness too, so that they stay apart on a grey print; nothing is told by colour alone.

use plotters::style::RGBColor;

/// Which colours a picture has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Light, and dark on a screen that prefers it; light on paper.
    #[default]
    Auto,
    /// Dark.
    Dark,
}

/// What a colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The page.
    Paper,
    /// Words and marks.
    Ink,
    /// Words of the second rank.
    Soft,
    /// Lines between groups.
    Rule,
    /// Lines between rows.
    Hair,
    /// Days off.
    Shade,
    /// What decides the finish, and what is missed.
    Critical,
    /// Publicity and listing windows.
    Notice,
    /// Consultations.
    Consultation,
    /// Reviews by an office.
    Review,
    /// Work by a party.
    Work,
    /// Meetings.
    Meeting,
    /// Room to move.
    Float,
    /// Links that drive.
    Link,
    /// Other links.
    Faint,
    /// A step of the scale of heat, from 0, the least, to 6, the most.
    Heat(u8),
}

/// The scale of heat on a light page, the least first: each step is darker than the one before it, for every kind of
/// eye and on a grey print, and none is as light as the page.
const HEAT_ON_LIGHT: [u32; 7] = [0xe6_f2b4, 0xbd_e1b5, 0x7f_cdbb, 0x43_b3c3, 0x1f_8abd, 0x24_5ba3, 0x0d_2370];
/// The same on a dark page, where the least is again the nearest to the page.
const HEAT_ON_DARK: [u32; 7] = [0x26_366f, 0x24_5ba3, 0x1f_82b4, 0x40_a7bb, 0x74_c5b6, 0xb5_deb0, 0xee_f7b9];

impl Role {
    /// Those of every picture.
    pub const ALL: [Role; 15] = [
        Role::Paper,
        Role::Ink,
        Role::Soft,
        Role::Rule,
        Role::Hair,
        Role::Shade,
        Role::Critical,
        Role::Notice,
        Role::Consultation,
        Role::Review,
        Role::Work,
        Role::Meeting,
        Role::Float,
        Role::Link,
        Role::Faint,
    ];

    /// The scale of heat, the least first.
    pub const HEAT: [Role; 7] = [
        Role::Heat(0),
        Role::Heat(1),
        Role::Heat(2),
        Role::Heat(3),
        Role::Heat(4),
        Role::Heat(5),
        Role::Heat(6),
    ];

    /// Its name in classes.
    pub fn name(self) -> &'static str {
        match self {
            Role::Paper => "paper",
            Role::Ink => "ink",
            Role::Soft => "soft",
            Role::Rule => "rule",
            Role::Hair => "hair",
            Role::Shade => "shade",
            Role::Critical => "critical",
            Role::Notice => "notice",
            Role::Consultation => "consultation",
            Role::Review => "review",
            Role::Work => "work",
            Role::Meeting => "meeting",
            Role::Float => "float",
            Role::Link => "link",
            Role::Faint => "faint",
            Role::Heat(step) => ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5", "heat-6"]
                [usize::from(step.min(6))],
        }
    }

    /// Its colours on a light and on a dark page.
    fn tones(self) -> (u32, u32) {
        match self {
            Role::Paper => (0xff_ffff, 0x15_181d),
            Role::Ink => (0x1d_2126, 0xe9_e7e1),
            Role::Soft => (0x5a_626d, 0xa9_b0ba),
            Role::Rule => (0xb9_bfc7, 0x4a_525d),
            Role::Hair => (0xe6_e8ec, 0x27_2c34),
            Role::Shade => (0xef_f1f4, 0x20_242b),
            Role::Critical => (0xb4_2318, 0xff_8b7b),
            Role::Notice => (0x2f_4f86, 0x86_a9e6),
            Role::Consultation => (0x2b_8289, 0x67_c6ca),
            Role::Review => (0xb5_8128, 0xe3_b964),
            Role::Work => (0x9a_a2ad, 0x8b_95a3),
            Role::Meeting => (0x5f_3f7e, 0xbd_9ddf),
            Role::Float => (0x86_8e99, 0x7f_8894),
            Role::Link => (0x54_5c67, 0xb2_b9c3),
            Role::Faint => (0xb2_b9c3, 0x54_5c68),
            Role::Heat(step) => {
                let step = usize::from(step.min(6));
                (HEAT_ON_LIGHT[step], HEAT_ON_DARK[step])
            }
        }
    }

    /// Its name for plotters: the light tone, by which the backend knows it again.
    pub fn color(self) -> RGBColor {
        let (light, _) = self.tones();
        let [_, red, green, blue] = light.to_be_bytes();
        RGBColor(red, green, blue)
    }

    /// The role of a plotters colour.
    pub(super) fn of((red, green, blue): (u8, u8, u8)) -> Option<Role> {
        let tone = u32::from_be_bytes([0, red, green, blue]);
        Role::ALL.into_iter().chain(Role::HEAT).find(|role| role.tones().0 == tone)
    }

    /// Its tone as written into the file.
    pub(super) fn hex(self, theme: Theme) -> String {
        let (light, dark) = self.tones();
        let tone = if theme == Theme::Dark { dark } else { light };
        format!("#{tone:06x}")
    }
}

/// The colours as properties of a style sheet, for a page around pictures: `--ink:#1d2126;`.
pub(in crate::report) fn properties(theme: Theme) -> String {
    Role::ALL.iter().map(|role| format!("--{}:{};", role.name(), role.hex(theme))).collect()
}

/// The classes of some roles in one tone.
fn classes(roles: &[Role], theme: Theme) -> String {
    roles
        .iter()
        .map(|role| {
            let (name, hex) = (role.name(), role.hex(theme));
            format!(".permits .f-{name}{{fill:{hex}}}.permits .s-{name}{{stroke:{hex}}}\n")
        })
        .collect()
}

/// The same or, where the reader's screen decides, in both.
fn themed(roles: &[Role], theme: Theme) -> String {
    let mut sheet = classes(roles, theme);
    if theme == Theme::Auto {
        // Paper is white even where the screen is dark.
        sheet += "@media screen and (prefers-color-scheme:dark){\n";
        sheet += &classes(roles, Theme::Dark);
        sheet += "}\n";
    }
    sheet
}

/// The classes of the roles of every picture.
pub(super) fn style_sheet(theme: Theme) -> String {
    let scheme = if theme == Theme::Dark { "dark" } else { "light dark" };
    format!(
        "<style>\n.permits{{color-scheme:{scheme}}}\n.permits text{{font-variant-numeric:tabular-nums}}\n{}</style>\n",
        themed(&Role::ALL, theme)
    )
}

/// Those of the scale of heat, which only a map of heat carries along.
pub(super) fn heat_sheet(theme: Theme) -> String {
    format!("<style>\n{}</style>\n", themed(&Role::HEAT, theme))
}

/// The roles that hatching comes in: for solid shapes, and for hollow ones.
const HATCHES: [Role; 2] = [Role::Paper, Role::Ink];

/// The name of a hatch.
pub(super) fn hatch(role: Role) -> &'static str {
    if role == Role::Paper { "permits-hatch-paper" } else { "permits-hatch-ink" }
}

pub(super) fn hatches(theme: Theme) -> String {
    let pattern = |role: &Role| {
        let (name, hex) = (role.name(), role.hex(theme));
        format!(
            "<pattern id=\"{}\" width=\"3.6\" height=\"3.6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"s-{name}\" d=\"M0.6 0V3.6\" stroke=\"{hex}\" stroke-width=\"1\" fill=\"none\"/></pattern>\n",
            hatch(*role)
        )
    };
    let patterns: String = HATCHES.iter().map(pattern).collect();
    format!("<defs>\n{patterns}</defs>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as the contrast rules of the web have it.
    fn luminance(tone: u32) -> f64 {
        let [_, red, green, blue] = tone.to_be_bytes();
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_can_be_read_on_both_pages() {
        for role in [Role::Ink, Role::Soft, Role::Critical] {
            let (light, dark) = role.tones();
            for below in [Role::Paper, Role::Shade] {
                assert!(contrast(light, below.tones().0) >= 4.5, "{role:?} on light");
                assert!(contrast(dark, below.tones().1) >= 4.5, "{role:?} on dark");
            }
        }
    }

    #[test]
    fn plotters_knows_every_role_again() {
        for role in Role::ALL.into_iter().chain(Role::HEAT) {
            let RGBColor(red, green, blue) = role.color();
            assert_eq!(Role::of((red, green, blue)), Some(role));
        }
    }

    #[test]
    fn heat_rises_away_from_the_page_step_by_step() {
        let pages = [
            HEAT_ON_LIGHT.map(|tone| contrast(tone, Role::Paper.tones().0)),
            HEAT_ON_DARK.map(|tone| contrast(tone, Role::Paper.tones().1)),
        ];
        for far in pages {
            assert!(far.windows(2).all(|pair| pair[1] >= pair[0] * 1.15), "{far:?}");
            assert!(far[0] >= 1.12, "the least is not the page itself");
        }
    }
}
