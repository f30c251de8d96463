package dev.multipath.testkit.kernel;

import dev.multipath.testkit.netns.NetnsTest;

/** The contract is what this machine's kernel does. */
@NetnsTest
final class RealKernelContractNetnsIT extends KernelContract {
    @Override
    KernelUnderTest create() {
        return new RealUnderTest();
    }
}
