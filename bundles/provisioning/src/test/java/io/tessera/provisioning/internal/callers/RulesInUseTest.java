package io.tessera.provisioning.internal.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Rules.Question;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.rules.RuleAdministration;
import io.tessera.provisioning.internal.rules.RuleEngines;
import io.tessera.store.spi.Configurations.Item;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesInUseTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");

  private final MemoryStore store = new MemoryStore();
  private final ExpressionEngine expressions = new CelExpressionEngine();
  private final LiveConfiguration configuration = new LiveConfiguration(store, expressions);

  @Test
  void a_service_provider_that_a_rule_names_is_not_deleted() {
    UUID crm = put("service-provider", "crm", Attributes.empty());
    Attributes about =
        Attributes.builder()
            .put("effect", "DENY")
            .put("serviceProviders", Value.many(List.of(Value.text("crm"))))
            .build();
    put("rule", "none-of-crm", about);
    ServiceProviderAdministration providers =
        new ServiceProviderAdministration(store, configuration, new TokenMemory(store));

    Problem refused =
        catchThrowableOfType(RejectedException.class, () -> providers.delete(ADMIN, crm, 1))
            .first();

    assertThat(refused.kind()).isEqualTo(Problem.Kind.CONFLICT);
    assertThat(refused.detail()).contains("rule none-of-crm");
    assertThat(providers.get(crm)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
  void a_time_far_away_is_refused(String at) {
    RuleAdministration rules =
        new RuleAdministration(
            store, configuration, expressions, RuleEngines.by(Clock.systemUTC()));
    Question question =
        new Question(
            null,
            ResourceType.USER,
            UUID.randomUUID(),
            "hr",
            Caller.RESIDENT,
            null,
            Instant.parse(at));

    Problem refused =
        catchThrowableOfType(RejectedException.class, () -> rules.tryOut(ADMIN, question)).first();

    assertThat(refused.kind()).isEqualTo(Problem.Kind.INVALID_VALUE);
    assertThat(refused.detail()).startsWith("at: ");
  }

  @Test
  void a_target_whose_identity_provider_is_gone_does_not_stop_all_else() {
    Attributes orphan =
        Attributes.builder()
            .put("identityProvider", UUID.randomUUID().toString())
            .put("connectorType", "sample")
            .build();
    put("target", "hr", orphan);
    put("service-provider", "crm", Attributes.empty());

    assertThat(configuration.refresh().targets()).isEmpty();
    assertThat(configuration.refresh().serviceProviders().named("crm")).isPresent();
  }

  private UUID put(String kind, String name, Attributes document) {
    UUID id = UUID.randomUUID();
    store.documents.put(new Item(kind, id, name, 1, document), Records.server("admin"));
    return id;
  }
}
