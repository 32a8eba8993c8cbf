package io.tessera.store.jpa.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Fills the tables of an empty store by batches, as the store itself would have: for measuring at
 * sizes that writing one by one would take too long to reach. Names tell everything: user {@code n}
 * is {@code user%08d}, of batch {@code n / 1000}.
 */
final class BulkRows {
  /** As many of one family, one batch, at every size. */
  static final int BATCH = 1_000;

  static final String DOMAIN = "PRIMARY";

  private static final long EPOCH = 1_700_000_000_000L;

  private final Connection connection;

  BulkRows(Connection connection) {
    this.connection = connection;
  }

  static String name(int n) {
    return String.format("user%08d", n);
  }

  static String id(int n) {
    return UUID.nameUUIDFromBytes(name(n).getBytes(StandardCharsets.UTF_8)).toString();
  }

  static String groupId(int n) {
    return UUID.nameUUIDFromBytes(("group" + n).getBytes(StandardCharsets.UTF_8)).toString();
  }

  static long created(int n) {
    return EPOCH + n * 10L;
  }

  /** Adds users and one group with as many of them as are wanted. */
  void fill(int users, int members) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement identity =
            connection.prepareStatement(
                "INSERT INTO identities (id, domain, version, created, last_modified, user_name,"
                    + " display_name, family_name, given_name, employee_number, active, label,"
                    + " document) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement external =
            connection.prepareStatement(
                "INSERT INTO external_ids (resource_id, service_provider, resource_type, value)"
                    + " VALUES (?, 'resident', 'USER', ?)");
        PreparedStatement email =
            connection.prepareStatement(
                "INSERT INTO attribute_index (attribute, value, resource_id)"
                    + " VALUES ('emails.value', ?, ?)")) {
      for (int n = 0; n < users; n++) {
        add(identity, external, email, n, users);
        if (n % BATCH == BATCH - 1 || n == users - 1) {
          identity.executeBatch();
          external.executeBatch();
          email.executeBatch();
          connection.commit();
        }
      }
    }
    group(members);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void add(
      PreparedStatement identity,
      PreparedStatement external,
      PreparedStatement email,
      int n,
      int users)
      throws SQLException {
    String name = name(n);
    String id = id(n);
    int families = Math.max(1, users / BATCH);
    identity.setString(1, id);
    identity.setString(2, DOMAIN);
    identity.setLong(3, created(n));
    identity.setLong(4, created(n));
    identity.setString(5, name);
    identity.setString(6, "batch" + n / BATCH + " " + name);
    identity.setString(7, "family" + n % families);
    identity.setString(8, "given" + n % 500);
    identity.setString(9, "e-" + n);
    identity.setBoolean(10, n % 10 != 0);
    identity.setString(11, "Batch" + n / BATCH + " " + name);
    identity.setBytes(12, document(n, families));
    identity.addBatch();
    external.setString(1, id);
    external.setString(2, "ext-" + name);
    external.addBatch();
    email.setString(1, name + "@example.com");
    email.setString(2, id);
    email.addBatch();
  }

  /** About 1.2 kB. */
  private static byte[] document(int n, int families) {
    String name = name(n);
    String json =
        "{\"userName\":\"%s\",\"name\":{\"familyName\":\"Family%d\",\"givenName\":\"Given%d\"},"
            + "\"displayName\":\"Batch%d %s\",\"active\":%b,\"title\":\"Title%d\","
            + "\"nickName\":\"%s\",\"profileUrl\":\"https://example.com/%s\","
            + "\"emails\":[{\"value\":\"%s@example.com\",\"type\":\"work\",\"primary\":true}],"
            + "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":"
            + "{\"employeeNumber\":\"E-%d\",\"department\":\"Dept%d\"}}";
    return json.formatted(
            name,
            n % families,
            n % 500,
            n / BATCH,
            name,
            n % 10 != 0,
            n % 100,
            "n".repeat(300),
            "p".repeat(400),
            name,
            n,
            n % 1000)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void group(int members) throws SQLException {
    String id = groupId(0);
    try (PreparedStatement group =
            connection.prepareStatement(
                "INSERT INTO user_groups (id, domain, version, created, last_modified,"
                    + " display_name, label, document) VALUES (?, ?, 1, ?, ?, ?, ?, ?)");
        PreparedStatement member =
            connection.prepareStatement(
                "INSERT INTO memberships (group_id, member_id, member_type, joined)"
                    + " VALUES (?, ?, 'USER', ?)")) {
      group.setString(1, id);
      group.setString(2, DOMAIN);
      group.setLong(3, EPOCH);
      group.setLong(4, EPOCH);
      group.setString(5, "big");
      group.setString(6, "Big");
      group.setBytes(7, "{\"displayName\":\"Big\"}".getBytes(StandardCharsets.UTF_8));
      group.executeUpdate();
      for (int n = 0; n < members; n++) {
        member.setString(1, id);
        member.setString(2, id(n));
        member.setLong(3, EPOCH * 1000 + n);
        member.addBatch();
        if (n % BATCH == BATCH - 1 || n == members - 1) {
          member.executeBatch();
        }
      }
    }
  }
}
