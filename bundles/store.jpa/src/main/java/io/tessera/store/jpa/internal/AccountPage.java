package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.DeliveryLog.Linked;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of the accounts of one target, in the order of the ids of those they are for. Accounts
 * that are still to be made are among them; nothing but the lanes with work knows of those.
 */
final class AccountPage {
  /** So many lanes with work are sorted; more of them are met soon by walking all lanes. */
  private static final int FEW = 5_000;

  /** Lanes that are looked at in one statement. */
  private static final int STRIDE = 2_000;

  private static final String LINKED =
      SqlDeliveryLog.LINKED
          + Tables.byIndex("account_links_target")
          + " WHERE k.target = ? AND k.resource_id > ?"
          + " ORDER BY k.target, k.resource_id FETCH FIRST ? ROWS ONLY";

  private static final String AWAITED =
      SqlDeliveryLog.AWAITED
          + " WHERE "
          + Tables.unindexed("l.target")
          + " = ? AND l.resource_id IN (:in)";

  private static final String DUE =
      "SELECT resource_id FROM lanes"
          + Tables.byIndex("lanes_due")
          + " WHERE target = ? AND due >= 0 AND pending > 0";
  private static final String HELD =
      "SELECT resource_id FROM lanes"
          + Tables.byIndex("lanes_held")
          + " WHERE target = ? AND held = TRUE AND pending > 0";
  private static final String FEW_WITH_WORK =
      "SELECT w.resource_id FROM ("
          + DUE
          + " UNION "
          + HELD
          + ") w WHERE "
          + Tables.unindexed("w.resource_id")
          + " > ? ORDER BY w.resource_id FETCH FIRST ? ROWS ONLY";

  /** The number stands in the text, for the plan to be one of few rows. */
  private static final String IN_ORDER =
      "SELECT resource_id, target, pending FROM lanes"
          + Tables.byConstraint("lanes_id")
          + " WHERE resource_id >= ? ORDER BY resource_id, target FETCH FIRST "
          + STRIDE
          + " ROWS ONLY";

  private final Sql sql;
  private final String target;
  private final String after;
  private final int limit;

  AccountPage(Sql sql, UUID target, @Nullable ResourceId after, int limit) {
    this.sql = sql;
    this.target = target.toString();
    this.after = after == null ? "" : after.toString();
    this.limit = limit;
  }

  List<Linked> read() {
    Map<String, Linked> page = new TreeMap<>();
    sql.listIn(AWAITED, List.of(target), withWork(), SqlDeliveryLog::linked)
        .forEach(awaited -> page.put(awaited.lane().resource().toString(), awaited));
    sql.list(LINKED, List.of(target, after, limit), SqlDeliveryLog::linked)
        .forEach(linked -> page.put(linked.lane().resource().toString(), linked));
    return page.values().stream().limit(limit).toList();
  }

  private List<String> withWork() {
    boolean few = isFew(DUE) && isFew(HELD);
    return few
        ? sql.list(FEW_WITH_WORK, List.of(target, target, after, limit), row -> row.getString(1))
        : walked();
  }

  private boolean isFew(String lanes) {
    return sql.number(
            "SELECT COUNT(*) FROM (" + lanes + " FETCH FIRST ? ROWS ONLY) t",
            List.of(target, FEW + 1))
        <= FEW;
  }

  private record Step(String resource, String target, int pending) {}

  private List<String> walked() {
    Set<String> found = new LinkedHashSet<>();
    String from = after;
    boolean more = true;
    while (more && found.size() < limit) {
      List<Step> stride = stride(from);
      stride.stream().filter(this::isWork).map(Step::resource).forEach(found::add);
      more = stride.size() == STRIDE;
      // The last one's lanes may go on behind the stride: the next begins with them.
      from = more ? stride.get(STRIDE - 1).resource() : from;
    }
    return found.stream().limit(limit).toList();
  }

  private boolean isWork(Step step) {
    return step.pending() > 0 && step.target().equals(target) && !step.resource().equals(after);
  }

  private List<Step> stride(String from) {
    return sql.list(
        IN_ORDER,
        List.of(from),
        row -> new Step(row.getString(1), row.getString(2), row.getInt(3)));
  }
}
