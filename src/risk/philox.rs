//! Philox4x32-10: random bits by position instead of by order.
//!
//! In: a key and counters. Out: four 32-bit words for each counter. There is no state, so a draw depends only on where
//! it stands: the seed, the trial, the input, the round. Whatever the thread, the batch or the shard, it is the same.
//!
//! The generator and the published vectors in the tests are those of Salmon, Moraes, Dror and Shaw, “Parallel Random
//! Numbers: As Easy as 1, 2, 3” (SC 2011) and their library Random123. What the words are drawn for is not here.

const MULTIPLY: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// The draws of one block for many trials side by side: four words a lane. `block` says which inputs they are for,
/// `round` which round of a stretch.
#[inline(always)]
pub(super) fn draws<const LANES: usize>(
    seed: u64,
    trial: impl Fn(usize) -> u64,
    block: u32,
    round: u32,
) -> [[u32; LANES]; 4] {
    let low = std::array::from_fn(|lane| trial(lane) as u32);
    let high = std::array::from_fn(|lane| (trial(lane) >> 32) as u32);
    let mut words = [low, high, [block; LANES], [round; LANES]];
    philox(seed, &mut words);
    words
}

/// The four words of many counters side by side, so that the compiler can take several at once: `words[w][lane]` is
/// word `w` of that lane's counter and becomes word `w` of its result.
#[inline(always)]
fn philox<const LANES: usize>(key: u64, words: &mut [[u32; LANES]; 4]) {
    let mut key = [key as u32, (key >> 32) as u32];
    for _ in 0..ROUNDS {
        let [c0, c1, c2, c3] = words;
        for lane in 0..LANES {
            let first = u64::from(MULTIPLY[0]) * u64::from(c0[lane]);
            let second = u64::from(MULTIPLY[1]) * u64::from(c2[lane]);
            c0[lane] = (second >> 32) as u32 ^ c1[lane] ^ key[0];
            c2[lane] = (first >> 32) as u32 ^ c3[lane] ^ key[1];
            c1[lane] = second as u32;
            c3[lane] = first as u32;
        }
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
}

#[cfg(test)]
mod tests {
    use super::{draws, philox};

    /// The known answers of Random123 (`kat_vectors`, philox4x32, 10 rounds): counter, key, result.
    const KNOWN: [([u32; 4], u64, [u32; 4]); 3] = [
        ([0; 4], 0, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
        ([u32::MAX; 4], u64::MAX, [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
        (
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            0x299f_31d0_a409_3822,
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
        ),
    ];

    #[test]
    fn gives_the_published_vectors() {
        for (counter, key, expected) in KNOWN {
            let mut words = counter.map(|word| [word; 3]);
            philox(key, &mut words);
            assert_eq!(words, expected.map(|word| [word; 3]));
        }
    }

    /// The third vector, its counter told as a trial of 64 bits, the block and the round.
    #[test]
    fn a_counter_is_the_trial_the_block_and_the_round() {
        let (counter, key, expected) = KNOWN[2];
        let trial = u64::from(counter[1]) << 32 | u64::from(counter[0]);
        assert_eq!(draws::<1>(key, |_| trial, counter[2], counter[3]), expected.map(|word| [word]));
    }

    #[test]
    fn each_lane_stands_for_itself() {
        let mut words = [[0, u32::MAX, 0x243f_6a88], [0, u32::MAX, 0x85a3_08d3], [0, u32::MAX, 7], [0; 3]];
        let alone = |lane: usize| {
            let mut words = words.map(|word| [word[lane]]);
            philox(42, &mut words);
            words.map(|word| word[0])
        };
        let expected = [alone(0), alone(1), alone(2)];
        philox(42, &mut words);
        for (lane, expected) in expected.iter().enumerate() {
            assert_eq!(words.map(|word| word[lane]), *expected);
        }
    }
}
