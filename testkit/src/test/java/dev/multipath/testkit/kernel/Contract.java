package dev.multipath.testkit.kernel;

/** A part of the contract; its tests find two uplinks ready. */
interface Contract {
    Site site();
}
