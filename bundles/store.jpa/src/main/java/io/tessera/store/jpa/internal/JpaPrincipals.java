package io.tessera.store.jpa.internal;

import io.tessera.model.Names;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.store.jpa.internal.entity.PrincipalRow;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Principals;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Administrators as entities. */
final class JpaPrincipals implements Principals {
  private final Session session;

  JpaPrincipals(Session session) {
    this.session = session;
  }

  @Override
  public boolean anyExists() {
    return !session
        .entities()
        .createQuery("SELECT p.nameKey FROM Principal p", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  @Override
  public Optional<Principal> find(String name) {
    return Optional.ofNullable(session.entities().find(PrincipalRow.class, key(name)))
        .map(PrincipalRow::principal);
  }

  @Override
  public void put(Principal principal, Change.Origin origin) {
    Optional<PrincipalRow> present =
        Optional.ofNullable(
            session
                .entities()
                .find(PrincipalRow.class, key(principal.name()), LockModeType.PESSIMISTIC_WRITE));
    if (present.map(PrincipalRow::version).orElse(0L) != principal.version() - 1) {
      throw RejectedException.of(
          Kind.STALE, "The administrator " + principal.name() + " was changed meanwhile.");
    }
    PrincipalRow row = present.orElseGet(() -> new PrincipalRow(key(principal.name())));
    Principal before = present.map(PrincipalRow::principal).orElse(null);
    row.put(principal);
    if (present.isEmpty()) {
      session.entities().persist(row);
    }
    session.flush();
    new ConfigurationDeeds(session).record(before, principal, origin);
  }

  @Override
  public List<Principal> list() {
    return session
        .entities()
        .createQuery("SELECT p FROM Principal p ORDER BY p.nameKey", PrincipalRow.class)
        .getResultList()
        .stream()
        .map(PrincipalRow::principal)
        .toList();
  }

  @Override
  public void remove(String name, long version, Change.Origin origin) {
    PrincipalRow present =
        session.entities().find(PrincipalRow.class, key(name), LockModeType.PESSIMISTIC_WRITE);
    if (present == null || present.version() != version) {
      throw RejectedException.of(Kind.STALE, "The administrator was changed meanwhile.");
    }
    Principal before = present.principal();
    session.entities().remove(present);
    session.flush();
    new ConfigurationDeeds(session).record(before, null, origin);
  }

  private static String key(String name) {
    return SearchKey.exact(Names.fold(name));
  }
}
