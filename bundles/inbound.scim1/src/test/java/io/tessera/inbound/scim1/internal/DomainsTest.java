package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.inbound.kit.FixedUserStores;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainsTest {
  private final Domains domains = new Domains(new FixedUserStores("SALES", "LABS"));
  private final List<String> asked = new ArrayList<>();

  private static Caller caller(String serviceProvider, String domain) {
    return new Caller(serviceProvider, "x", domain, Channel.SCIM1, "c", Set.of(), null);
  }

  private Optional<String> found(Caller caller, String where) {
    return domains.find(
        caller,
        there -> {
          asked.add(there.domain());
          return there.domain().equals(where) ? Optional.of("it") : Optional.empty();
        });
  }

  @Test
  void the_callers_own_domain_is_asked_first_and_others_only_when_it_has_nothing() {
    Caller resident = caller(Caller.RESIDENT, "PRIMARY");
    assertThat(found(resident, "PRIMARY")).hasValue("it");
    assertThat(asked).containsExactly("PRIMARY");
    assertThat(found(resident, "LABS")).hasValue("it");
    assertThat(asked).containsExactly("PRIMARY", "PRIMARY", "SALES", "LABS");
  }

  @Test
  void a_service_provider_stays_in_its_domain() {
    Caller bound = caller("hr", "SALES");
    assertThat(found(bound, "PRIMARY")).isEmpty();
    assertThat(asked).containsExactly("SALES");
    assertThat(Domains.in("SALES", bound)).isSameAs(bound);
    assertThatThrownBy(() -> Domains.in("PRIMARY", bound))
        .isInstanceOfSatisfying(
            RejectedException.class,
            refused -> assertThat(refused.first().kind()).isEqualTo(Kind.FORBIDDEN));
  }

  @Test
  void a_change_is_made_where_the_resource_is_and_refusals_are_not_repeated_elsewhere() {
    Caller resident = caller(Caller.RESIDENT, "PRIMARY");
    String changed =
        domains.change(
            null,
            resident,
            there -> {
              if (!there.domain().equals("SALES")) {
                throw RejectedException.of(Kind.NOT_FOUND, "no");
              }
              return there.domain();
            });
    assertThat(changed).isEqualTo("SALES");
    assertThatThrownBy(
            () ->
                domains.change(
                    null,
                    resident,
                    there -> {
                      asked.add(there.domain());
                      throw RejectedException.of(Kind.STALE, "old");
                    }))
        .isInstanceOf(RejectedException.class);
    assertThat(asked).containsExactly("PRIMARY");
  }
}
