package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class NetnsExtensionTest {

    @Test
    void testsRunWhereNamespacesCanBeMade() {
        assertThat(NetnsExtension.decide(Optional.empty(), true).isDisabled()).isFalse();
    }

    @Test
    void otherwiseTheyAreSkippedWithTheReason() {
        ConditionEvaluationResult result = NetnsExtension.decide(Optional.of("EPERM (1)"), false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains("no network namespaces: EPERM (1)");
    }

    @Test
    void whereTheyAreRequiredTheyFailInstead() {
        assertThatThrownBy(() -> NetnsExtension.decide(Optional.of("EPERM (1)"), true))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("no network namespaces: EPERM (1), and MULTIPATH_NETNS=required");
    }
}
