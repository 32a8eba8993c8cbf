package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.schema.Schema;
import io.tessera.connector.directory.Dialect;
import io.tessera.connector.directory.Directory;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.TargetFailure;
import io.tessera.connector.ldap.internal.LdapSettings.Lock;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories as RFC 4511 and RFC 4512 have them. */
final class LdapDialect implements Dialect {
  private static final String VERSION = "modifyTimestamp";

  private final String idAttribute;
  private final Lock lock;
  private final Locking locking;

  LdapDialect(String idAttribute, Lock lock) {
    this.idAttribute = idAttribute;
    this.lock = lock;
    this.locking = new Locking(lock);
  }

  @Override
  public Set<String> stateAttributes(Kind kind) {
    Set<String> attributes = new LinkedHashSet<>();
    attributes.add(idAttribute);
    attributes.add(VERSION);
    if (lock.exists()) {
      attributes.add(lock.attribute());
    }
    return attributes;
  }

  @Override
  public String idAttribute() {
    return idAttribute;
  }

  @Override
  public Optional<RemoteId> idOf(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValue(idAttribute))
        .filter(id -> !id.isEmpty())
        .map(RemoteId::new);
  }

  @Override
  public Optional<Filter> withId(RemoteId id) {
    return Optional.of(Filter.createEqualityFilter(idAttribute, id.value()));
  }

  @Override
  public @Nullable String versionOf(Entry entry) {
    return entry.getAttributeValue(VERSION);
  }

  @Override
  public @Nullable Activity activityOf(Entry entry) {
    return locking.activityOf(entry).orElse(null);
  }

  @Override
  public void beforeAdding(Entry entry, Operation operation) throws TargetFailure {
    locking.value(operation).ifPresent(entry::setAttribute);
  }

  @Override
  public List<Modification> whenChanging(Entry entry, Operation operation) throws TargetFailure {
    return locking.change(operation).map(LdapDialect::replace).stream().toList();
  }

  private static Modification replace(Attribute wanted) {
    return new Modification(ModificationType.REPLACE, wanted.getName(), wanted.getRawValues());
  }

  @Override
  public List<Trial> trials(Directory directory) {
    return lock.exists()
        ? List.of(new Trial("find the lock attribute", () -> findLock(directory)))
        : List.of();
  }

  private String findLock(Directory directory) throws TargetFailure, InterruptedException {
    Schema schema = directory.ask("read the schema", c -> c.getSchema());
    if (schema != null && schema.getAttributeType(lock.attribute()) == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The directory does not know "
              + lock.attribute()
              + "; set another lockAttribute, or leave it empty where accounts are never disabled.");
    }
    return lock.attribute() + " is known.";
  }
}
