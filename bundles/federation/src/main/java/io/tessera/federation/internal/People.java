package io.tessera.federation.internal;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.Deliveries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is known here about those who have signed in. */
final class People {
  private static final String ACTOR = "federation";

  private final Provisioning provisioning;
  private final Deliveries deliveries;

  People(Provisioning provisioning, Deliveries deliveries) {
    this.provisioning = provisioning;
    this.deliveries = deliveries;
  }

  /** The identity, with its groups; empty when it is gone or not active. */
  Optional<Resource> active(ResourceId identity, String userStore, String causality) {
    Caller caller = Caller.internal(ACTOR, causality).inDomain(userStore);
    return provisioning
        .get(caller, ResourceType.USER, identity, Set.of(Include.GROUPS))
        .filter(Resource::active);
  }

  List<Account> accounts(ResourceId identity) {
    return deliveries.accountsOf(Caller.internal(ACTOR, ""), identity);
  }

  /** What people call them. */
  static String displayName(Resource person) {
    return person.attributes().text("displayName").orElse(person.name());
  }

  /** The primary e-mail address; else the first. */
  static Optional<String> email(Resource person) {
    List<Value> emails = person.attributes().get("emails").orElse(Value.NONE).elements();
    return Stream.concat(emails.stream().filter(People::isPrimary), emails.stream())
        .flatMap(email -> sub(email, "value").stream())
        .findFirst();
  }

  /** Names of what they hold: {@code roles}, {@code groups}. */
  static List<String> names(Resource person, String attribute) {
    return person.attributes().get(attribute).orElse(Value.NONE).elements().stream()
        .flatMap(held -> sub(held, "display").or(() -> sub(held, "value")).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isPrimary(Value value) {
    return value instanceof Value.Complex complex
        && complex.attributes().bool("primary").equals(Optional.of(true));
  }

  private static Optional<String> sub(Value value, String name) {
    return value instanceof Value.Complex complex
        ? complex.attributes().text(name)
        : Optional.empty();
  }
}
