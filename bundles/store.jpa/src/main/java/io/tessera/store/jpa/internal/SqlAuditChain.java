package io.tessera.store.jpa.internal;

import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.Leases.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Seals and verifies the journal by SQL. */
@Component(enabled = false)
public final class SqlAuditChain implements AuditChain {
  /** Rows with all payloads, read together. */
  private static final int PAGE = 200;

  private static final String TO_SEAL =
      "SELECT "
          + SealedChange.COLUMNS
          + " FROM"
          + Tables.inOrder()
          + "(SELECT q.change_id FROM audit_pending q ORDER BY q.change_id"
          + " FETCH FIRST ? ROWS ONLY) p JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = p.change_id ORDER BY p.change_id";
  private static final String FENCE =
      "UPDATE leases SET epoch = epoch WHERE name = ? AND owner = ? AND epoch = ?";
  private static final String HEAD =
      "SELECT a.position, a.link FROM audit_chain a"
          + " WHERE a.position = (SELECT MAX(b.position) FROM audit_chain b)";
  private static final String APPEND =
      "INSERT INTO audit_chain (position, change_id, digest, link, decisions_digest,"
          + " before_digest, after_digest, members_digest, happened, kind, resource_type,"
          + " resource_id, service_provider, actor, channel, causality)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String SEALED = "DELETE FROM audit_pending WHERE change_id = ?";
  private static final String AFTER =
      "SELECT a.position, a.change_id, a.digest, a.link, a.erased, a.decisions_digest,"
          + " a.before_digest, a.after_digest, a.members_digest, "
          + SealedChange.COLUMNS
          + " FROM"
          + Tables.inOrder()
          + "(SELECT b.position, b.change_id, b.digest, b.link, b.erased, b.decisions_digest,"
          + " b.before_digest, b.after_digest, b.members_digest FROM audit_chain b"
          + " --DERBY-PROPERTIES constraint=audit_chain_id\n"
          + " WHERE b.position > ? ORDER BY b.position FETCH FIRST ? ROWS ONLY) a"
          + " LEFT JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = a.change_id ORDER BY a.position";
  private static final String LINKS =
      "SELECT a.position, a.link, a.digest, a.change_id, c.happened, c.kind, c.resource_type,"
          + " c.resource_id, c.version, c.service_provider, c.actor, c.channel, c.causality,"
          + " c.configuration, a.decisions_digest, a.before_digest, a.after_digest,"
          + " a.members_digest FROM"
          + Tables.inOrder()
          + "(SELECT b.position, b.change_id, b.digest, b.link, b.decisions_digest,"
          + " b.before_digest, b.after_digest, b.members_digest FROM audit_chain b"
          + " --DERBY-PROPERTIES constraint=audit_chain_id\n"
          + " WHERE b.position > ? ORDER BY b.position FETCH FIRST ? ROWS ONLY) a"
          + " LEFT JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = a.change_id ORDER BY a.position";
  private static final String LINK = "SELECT a.link FROM audit_chain a WHERE a.position = ?";
  private static final String DISAPPEARED =
      "SELECT p.change_id FROM"
          + Tables.inOrder()
          + "audit_pending p LEFT JOIN changes c"
          + " --DERBY-PROPERTIES index=changes_id, joinStrategy=NESTEDLOOP\n"
          + " ON c.id = p.change_id WHERE c.id IS NULL FETCH FIRST 1 ROWS ONLY";

  private final Database database;

  @Activate
  public SqlAuditChain(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlAuditChain(Database database) {
    this.database = database;
  }

  /** A place in the chain with its link as it is kept. */
  private record Head(long position, byte[] link) {
    static final Head NONE = new Head(0, new byte[SealedChange.LENGTH]);

    Seal seal() {
      return new Seal(position, hex(link));
    }
  }

  /** A change that can be sealed; its payloads are let go. */
  private record Digested(SealedChange change, SealedChange.Payloads payloads, byte[] digest) {}

  /** A row of the chain with its change; null where that is gone. */
  private record Sealed(
      long position,
      String id,
      byte[] digest,
      byte[] link,
      boolean erased,
      SealedChange.Payloads payloads,
      @Nullable SealedChange change) {}

  @Override
  public OptionalInt seal(Lease lease, int most) {
    // Read and hashed before the transaction, which holds the lease's row, begins.
    List<Digested> changes =
        database.read(sql -> sql.list(TO_SEAL, List.of(most), row -> digested(row)));
    if (changes.isEmpty()) {
      return OptionalInt.of(0);
    }
    return database.write(
        sql -> {
          boolean mine =
              sql.update(FENCE, SqlLeases.name(lease.work()), lease.owner(), lease.epoch()) == 1;
          return mine ? OptionalInt.of(append(sql, changes)) : OptionalInt.empty();
        });
  }

  private static Digested digested(ResultSet row) throws SQLException {
    SealedChange change = SealedChange.read(row, 1);
    SealedChange.Payloads payloads = change.payloads();
    return new Digested(change.withoutPayloads(), payloads, change.digest(payloads));
  }

  private static int append(Sql sql, List<Digested> changes) {
    Head head = head(sql);
    int[] taken = sql.batch(SEALED, changes.stream().map(c -> List.of(c.change().id())).toList());
    List<List<?>> rows = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      if (taken[i] == 1) {
        Digested change = changes.get(i);
        long position = head.position() + 1;
        head = new Head(position, SealedChange.link(head.link(), position, change.digest()));
        rows.add(row(head, change));
      }
    }
    sql.batch(APPEND, rows);
    return rows.size();
  }

  private static List<?> row(Head head, Digested digested) {
    SealedChange change = digested.change();
    SealedChange.Payloads payloads = digested.payloads();
    return Arrays.asList(
        head.position(),
        change.id(),
        digested.digest(),
        head.link(),
        payloads.decisions(),
        payloads.before(),
        payloads.after(),
        payloads.members(),
        change.happened(),
        change.kind(),
        change.type(),
        change.resource(),
        change.serviceProvider(),
        change.actor(),
        change.channel(),
        change.causality());
  }

  private static Head head(Sql sql) {
    return sql.<Head>first(HEAD, List.of(), row -> new Head(row.getLong(1), row.getBytes(2)))
        .orElse(Head.NONE);
  }

  @Override
  public long waiting() {
    return database.read(SqlAuditChain::waiting);
  }

  private static long waiting(Sql sql) {
    return sql.number("SELECT COUNT(*) FROM audit_pending", List.of());
  }

  @Override
  public Verification verify(@Nullable Seal after, int most) {
    Head start = after == null ? Head.NONE : new Head(after.position(), bytes(after.link()));
    return database.read(
        sql -> anchored(sql, start) ? verify(sql, start, most) : adrift(sql, start));
  }

  @Override
  public List<Link> links(long after, int most) {
    return database.read(sql -> sql.list(LINKS, List.of(after, most), SqlAuditChain::linkOf));
  }

  private static Link linkOf(ResultSet row) throws SQLException {
    SealedChange.Payloads digests = SealedChange.Payloads.read(row, 15);
    return new Link(
        row.getLong(1),
        hex(row.getBytes(2)),
        hex(row.getBytes(3)),
        UUID.fromString(row.getString(4)),
        row.getLong(5),
        text(row, 6),
        text(row, 7),
        text(row, 8),
        row.getLong(9),
        text(row, 10),
        text(row, 11),
        text(row, 12),
        text(row, 13),
        row.getLong(14),
        new Payloads(
            hexIfAny(digests.decisions()),
            hexIfAny(digests.before()),
            hexIfAny(digests.after()),
            hexIfAny(digests.members())));
  }

  /** Nothing where the change is gone. */
  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static @Nullable String hexIfAny(byte @Nullable [] bytes) {
    return bytes == null ? null : hex(bytes);
  }

  private static boolean anchored(Sql sql, Head start) {
    Optional<byte[]> kept =
        start.position() == 0
            ? Optional.of(Head.NONE.link())
            : sql.first(LINK, List.of(start.position()), row -> row.getBytes(1));
    return kept.filter(link -> Arrays.equals(link, start.link())).isPresent();
  }

  private static Verification adrift(Sql sql, Head start) {
    Break broken = new Break(start.position(), null, Fault.ANCHOR);
    return new Verification(0, null, false, broken, waiting(sql), 0);
  }

  private static Verification verify(Sql sql, Head start, int most) {
    Head head = start;
    long checked = 0;
    while (checked < most) {
      int atOnce = (int) Math.min(PAGE, most - checked);
      List<Sealed> page = sql.list(AFTER, List.of(head.position(), atOnce), SqlAuditChain::sealed);
      for (Sealed sealed : page) {
        @Nullable Fault fault = fault(head, sealed);
        if (fault != null) {
          return broken(sql, checked, head, at(head, sealed, fault));
        }
        head = new Head(sealed.position(), sealed.link());
        checked++;
      }
      if (page.size() < atOnce) {
        return complete(sql, checked, head);
      }
    }
    return new Verification(checked, head.seal(), false, null, waiting(sql), 0);
  }

  private static Verification broken(Sql sql, long checked, Head head, Break broken) {
    return new Verification(checked, seal(head), false, broken, waiting(sql), 0);
  }

  private static Break at(Head head, Sealed sealed, Fault fault) {
    return fault == Fault.GAP
        ? new Break(head.position() + 1, null, fault)
        : new Break(sealed.position(), UUID.fromString(sealed.id()), fault);
  }

  private static Verification complete(Sql sql, long checked, Head head) {
    Optional<UUID> disappeared =
        sql.first(DISAPPEARED, List.of(), row -> UUID.fromString(row.getString(1)));
    if (disappeared.isPresent()) {
      return broken(sql, checked, head, new Break(0, disappeared.get(), Fault.MISSING));
    }
    // In this order none that moves from one to the other meanwhile is missed.
    long changes = sql.number("SELECT COUNT(*) FROM changes", List.of());
    long waiting = waiting(sql);
    long sealed = sql.number("SELECT COUNT(*) FROM audit_chain", List.of());
    long strays = Math.max(0, changes - waiting - sealed);
    return new Verification(checked, seal(head), true, null, waiting, strays);
  }

  private static @Nullable Seal seal(Head head) {
    return head.position() == 0 ? null : head.seal();
  }

  private static @Nullable Fault fault(Head before, Sealed sealed) {
    if (sealed.position() != before.position() + 1) {
      return Fault.GAP;
    }
    byte[] link = SealedChange.link(before.link(), sealed.position(), sealed.digest());
    if (!Arrays.equals(link, sealed.link())) {
      return Fault.RELINKED;
    }
    SealedChange change = sealed.change();
    if (change == null) {
      return Fault.MISSING;
    }
    if (!Arrays.equals(change.digest(sealed.payloads()), sealed.digest())) {
      return Fault.CHANGED;
    }
    if (!change.agrees(sealed.payloads())) {
      return Fault.PAYLOAD_CHANGED;
    }
    return change.lacks(sealed.payloads()) && !sealed.erased() ? Fault.PAYLOAD_LOST : null;
  }

  private static Sealed sealed(ResultSet row) throws SQLException {
    row.getLong(5);
    boolean erased = !row.wasNull();
    return new Sealed(
        row.getLong(1),
        row.getString(2),
        row.getBytes(3),
        row.getBytes(4),
        erased,
        SealedChange.Payloads.read(row, 6),
        row.getString(10) == null ? null : SealedChange.read(row, 10));
  }

  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException noLink) {
      return new byte[0];
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
