package io.tessera.provisioning.internal.federation;

import io.tessera.model.AttributePath;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.SignIn.Lookup;
import io.tessera.store.spi.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts that are there already, by keys that never change. */
final class KnownAccounts {
  private static final int MOST_KEYS = 10;

  private final Transaction tx;
  private final String viewer;
  private final String domain;
  private final ResourceSchema users;

  /**
   * @param viewer the service provider whose externalIds count
   */
  KnownAccounts(Transaction tx, String viewer, String domain, ResourceSchema users) {
    this.tx = tx;
    this.viewer = viewer;
    this.domain = domain;
    this.users = users;
  }

  /** Those whom any of the lookups finds; more than one is no answer. */
  List<Resource> found(List<Lookup> lookups, Claims claims) {
    Map<ResourceId, Resource> found = new LinkedHashMap<>();
    for (Lookup lookup : lookups) {
      Optional<AttributePath> path = users.resolve(lookup.attribute());
      List<String> keys = claims.values(lookup.claim()).stream().limit(MOST_KEYS).toList();
      for (String key : keys) {
        if (path.isPresent() && !key.isBlank()) {
          by(path.get(), key).forEach(user -> found.put(user.id(), user));
        }
      }
    }
    return List.copyOf(found.values());
  }

  Optional<Resource> named(String userName) {
    return by(AttributePath.of("userName"), userName).stream().findFirst();
  }

  /** Whether anybody has one of some e-mail addresses. */
  boolean anyHas(List<String> emails) {
    return emails.stream()
        .limit(3)
        .anyMatch(address -> !by(AttributePath.of("emails", "value"), address).isEmpty());
  }

  private List<Resource> by(AttributePath path, String value) {
    Filter filter = new Filter.Compare(path, Filter.Operator.EQ, Value.text(value));
    return tx.resources().find(viewer, domain, users, new Query(filter, null, 1, 2)).items();
  }
}
