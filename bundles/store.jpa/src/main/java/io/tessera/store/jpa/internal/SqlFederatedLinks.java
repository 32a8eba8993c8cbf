package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.store.spi.FederatedLinks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Links by SQL; a unique index keeps a subject from being two identities. */
final class SqlFederatedLinks implements FederatedLinks {
  private static final String COLUMNS =
      "id, identity_provider, issuer, subject, resource_id, created, given";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM federated_links";
  private static final String BY_SUBJECT =
      SELECT
          + Tables.byIndex("federated_links_subject")
          + " WHERE identity_provider = ? AND subject_key = ?";
  private static final String BY_ID = SELECT + " WHERE id = ?";
  private static final String OF =
      SELECT
          + Tables.byIndex("federated_links_resource")
          + " WHERE resource_id = ? ORDER BY created, id";
  private static final String OF_PROVIDER =
      SELECT
          + Tables.byIndex("federated_links_provider")
          + " WHERE identity_provider = ? AND id > ?"
          + " ORDER BY identity_provider, id FETCH FIRST ? ROWS ONLY";
  private static final String ADD =
      "INSERT INTO federated_links (" + COLUMNS + ", subject_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String GIVE = "UPDATE federated_links SET given = ? WHERE id = ?";
  private static final String REMOVE = "DELETE FROM federated_links WHERE id = ?";
  private static final String FORGET_PROVIDER =
      "DELETE FROM federated_links WHERE identity_provider = ?";

  private final Session session;

  SqlFederatedLinks(Session session) {
    this.session = session;
  }

  @Override
  public Optional<Link> find(UUID identityProvider, String issuer, String subject) {
    return session
        .sql()
        .first(BY_SUBJECT, List.of(identityProvider.toString(), key(issuer, subject)), this::read)
        .filter(link -> link.issuer().equals(issuer) && link.subject().equals(subject));
  }

  @Override
  public Optional<Link> find(UUID id) {
    return session.sql().first(BY_ID, List.of(id.toString()), this::read);
  }

  @Override
  public List<Link> of(ResourceId identity) {
    return session.sql().list(OF, List.of(identity.toString()), this::read);
  }

  @Override
  public List<Link> ofProvider(UUID identityProvider, @Nullable UUID after, int most) {
    return session
        .sql()
        .list(
            OF_PROVIDER,
            List.of(identityProvider.toString(), after == null ? "" : after.toString(), most),
            this::read);
  }

  @Override
  public void add(Link link) {
    session
        .sql()
        .update(
            ADD,
            link.id().toString(),
            link.identityProvider().toString(),
            link.issuer(),
            link.subject(),
            link.identity().toString(),
            link.created().toEpochMilli(),
            session.documents().write(link.given()),
            key(link.issuer(), link.subject()));
  }

  @Override
  public void give(UUID id, Attributes given) {
    session.sql().update(GIVE, session.documents().write(given), id.toString());
  }

  @Override
  public boolean remove(UUID id) {
    return session.sql().update(REMOVE, id.toString()) > 0;
  }

  @Override
  public void forgetProvider(UUID identityProvider) {
    session.sql().update(FORGET_PROVIDER, identityProvider.toString());
  }

  private Link read(ResultSet row) throws SQLException {
    return new Link(
        UUID.fromString(row.getString(1)),
        UUID.fromString(row.getString(2)),
        row.getString(3),
        row.getString(4),
        ResourceId.of(row.getString(5)),
        Instant.ofEpochMilli(row.getLong(6)),
        session.documents().read(row.getBytes(7)));
  }

  /** No issuer holds the character between the two. */
  private static String key(String issuer, String subject) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] both = (issuer + "\u0000" + subject).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(both));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
