package dev.multipath.testkit.kernel;

/** The fake kernel keeps the contract. */
final class FakeKernelContractTest extends KernelContract {
    @Override
    KernelUnderTest create() {
        return new FakeUnderTest();
    }
}
