package dev.multipath.agent.config;

/** A constant that is one word in the file. */
sealed interface TomlWord
        permits Layout,
                HashPolicy,
                OnExit,
                AllDead,
                ProbeType,
                NameFamily,
                Otherwise,
                PolicyMode,
                NoticeKind,
                PublicAddress,
                EchoBelief,
                WhenNone {

    /** The word as the file spells it. */
    String toml();
}
