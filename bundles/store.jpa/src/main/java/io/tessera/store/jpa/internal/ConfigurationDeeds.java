package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Principals;
import io.tessera.store.spi.Principals.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of changes of the configuration and of administrators. They tell where documents differ,
 * and digests of them as the history keeps them; of secrets and passwords their names alone.
 */
final class ConfigurationDeeds {
  private static final String CREATED = "created";
  private static final String REPLACED = "replaced";
  private static final String DELETED = "deleted";

  private final Session session;

  ConfigurationDeeds(Session session) {
    this.session = session;
  }

  /** A document that was put in place, or the last one before it was removed. */
  @SuppressWarnings("ArrayRecordComponent") // of one call
  record Put(
      Item item,
      long configuration,
      Change.Origin origin,
      byte @Nullable [] before,
      byte @Nullable [] after) {
    String action() {
      return before == null ? CREATED : after == null ? DELETED : REPLACED;
    }
  }

  void record(Put put, Collection<String> secrets) {
    byte[] before = put.before();
    byte[] after = put.after();
    Attributes.Builder facts = facts(put.action(), put.item().name());
    if (before != null && after != null) {
      Attributes old = session.documents().read(before);
      facts.put("changed", texts(Differences.of(old, put.item().document())));
    }
    facts.put("secrets", texts(secrets.stream().sorted().toList()));
    if (before != null) {
      facts.put("before", digest(before));
    }
    if (after != null) {
      facts.put("after", digest(after));
    }
    Deeds.add(
        session,
        new Deed(
            Deed.Kind.CONFIGURE,
            put.item().kind(),
            put.item().id(),
            put.item().version(),
            put.origin(),
            put.configuration(),
            facts.build()));
  }

  void record(@Nullable Principal before, @Nullable Principal after, Change.Origin origin) {
    Principal one = after == null ? before : after;
    if (one == null) {
      return;
    }
    String action = before == null ? CREATED : after == null ? DELETED : REPLACED;
    Attributes.Builder facts = facts(action, one.name());
    if (before != null && after != null) {
      facts.put("changed", texts(differences(before, after)));
    }
    boolean password =
        after != null && (before == null || !before.passwordHash().equals(after.passwordHash()));
    facts.put("secrets", texts(password ? List.of("password") : List.of()));
    Deeds.add(
        session,
        new Deed(
            Deed.Kind.CONFIGURE,
            Principals.OBJECT,
            Principals.idOf(one.name()),
            one.version(),
            origin,
            0,
            facts.build()));
  }

  private static List<String> differences(Principal before, Principal after) {
    List<String> names = new ArrayList<>();
    note(names, "displayName", before.displayName(), after.displayName());
    note(names, "email", before.email(), after.email());
    note(names, "enabled", before.enabled(), after.enabled());
    note(names, "roles", before.roles(), after.roles());
    note(names, "targets", before.targets(), after.targets());
    return names;
  }

  private static void note(List<String> names, String name, Object before, Object after) {
    if (!before.equals(after)) {
      names.add(name);
    }
  }

  private static Attributes.Builder facts(String action, String name) {
    return Attributes.builder().put("action", action).put("name", name);
  }

  private static Value texts(List<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  private static String digest(byte[] document) {
    return SqlAuditChain.hex(SealedChange.digestOf(document));
  }
}
