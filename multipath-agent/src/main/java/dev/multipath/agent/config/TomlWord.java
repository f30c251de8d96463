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
                WhenNone,
                Pin,
                OnDown,
                FlowBalance {

    /** The word as the file spells it. */
    String toml();
}
