package io.tessera.provisioning.internal.policymap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.model.Problem;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static final PolicyMap MAP =
      new PolicyMap(
          List.of(row("UID"), row("emails[type eq \"work\"].value"), row("entryUUID"), row("x")),
          List.of());

  @Test
  void attributes_that_the_target_lacks_or_keeps_for_itself_are_named_with_their_rows() {
    SchemaCheck check =
        SchemaCheck.of(
            MAP,
            type ->
                Optional.of(
                    new Description.Known(
                        List.of(
                            attribute("uid", true, true),
                            attribute("emails.value", false, true),
                            attribute("entryUUID", false, false),
                            attribute("sn", true, true)),
                        false)));

    assertThat(check.problems())
        .extracting(Problem::detail)
        .containsExactly(
            "policyMap.user[2].attribute: the target does not let entryUUID be written.",
            "policyMap.user[3].attribute: the target has no attribute \"x\".");
    assertThat(check.remarks())
        .containsExactly("The target requires sn of a User, and no row gives it.");
  }

  @Test
  void a_target_that_does_not_answer_is_told_and_refuses_nothing() {
    SchemaCheck check =
        SchemaCheck.of(
            MAP,
            type ->
                Optional.of(
                    new Description.Unknown(
                        Outcome.failed(FailureKind.TRANSIENT, "connection refused"))));

    assertThat(check.problems()).isEmpty();
    assertThat(check.remarks()).singleElement().asString().contains("connection refused");
  }

  private static Row row(String attribute) {
    return new Row(attribute, List.of("userName"), List.of());
  }

  private static TargetAttribute attribute(String name, boolean required, boolean writable) {
    return new TargetAttribute(
        List.of(name), TargetAttribute.Type.STRING, false, required, writable);
  }
}
