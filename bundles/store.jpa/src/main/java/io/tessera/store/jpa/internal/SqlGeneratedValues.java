package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.GeneratedValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Generated values by SQL; the primary key keeps two from having the same. */
@Component(enabled = false)
public final class SqlGeneratedValues implements GeneratedValues {
  private static final int AT_ONCE = 32;
  private static final String KEY = "generated_values_id";
  private static final String OF =
      "SELECT attribute, text FROM generated_values WHERE resource_id = ? AND target = ?";
  private static final String TAKEN =
      "SELECT value_key FROM generated_values"
          + " WHERE target = ? AND attribute = ? AND value_key IN (:in)";
  private static final String ADD =
      "INSERT INTO generated_values (target, attribute, value_key, text, resource_id, reserved)"
          + " VALUES (?, ?, ?, ?, ?, tessera_now())";
  private static final String GIVE_UP =
      "UPDATE generated_values SET resource_id = NULL WHERE resource_id = ? AND target = ?";
  private static final String RELEASE =
      "DELETE FROM generated_values WHERE resource_id = ? AND target = ?";

  private final Database database;

  @Activate
  public SqlGeneratedValues(@Reference DatabaseSource source) {
    this(source.database());
  }

  SqlGeneratedValues(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, String> of(UUID target, ResourceId resource) {
    Map<String, String> values = new HashMap<>();
    database
        .read(
            sql ->
                sql.list(
                    OF,
                    List.of(resource.toString(), target.toString()),
                    row -> Map.entry(row.getString(1), row.getString(2))))
        .forEach(value -> values.put(value.getKey(), value.getValue()));
    return values;
  }

  @Override
  public Optional<String> reserve(
      UUID target, String attribute, ResourceId resource, Iterator<String> candidates) {
    Optional<String> present = Optional.ofNullable(of(target, resource).get(attribute));
    while (present.isEmpty() && candidates.hasNext()) {
      present = firstFree(target, attribute, resource, some(candidates));
    }
    return present;
  }

  private static List<String> some(Iterator<String> candidates) {
    List<String> some = new ArrayList<>();
    while (candidates.hasNext() && some.size() < AT_ONCE) {
      some.add(candidates.next());
    }
    return some;
  }

  private Optional<String> firstFree(
      UUID target, String attribute, ResourceId resource, List<String> candidates) {
    List<String> keys = candidates.stream().map(SearchKey::folded).toList();
    Set<String> taken =
        new HashSet<>(
            database.<List<String>>read(
                sql ->
                    sql.listIn(
                        TAKEN,
                        List.of(target.toString(), attribute),
                        keys,
                        row -> row.getString(1))));
    return candidates.stream()
        .filter(candidate -> !taken.contains(SearchKey.folded(candidate)))
        .filter(candidate -> add(target, attribute, resource, candidate))
        .findFirst();
  }

  /** Answers false when another was faster. */
  private boolean add(UUID target, String attribute, ResourceId resource, String value) {
    try {
      return database.<Integer>write(
              sql ->
                  sql.update(
                      ADD,
                      target.toString(),
                      attribute,
                      SearchKey.folded(value),
                      value,
                      resource.toString()))
          > 0;
    } catch (SqlFailure failure) {
      if (Failures.violates(failure, KEY)) {
        return false;
      }
      throw failure;
    }
  }

  @Override
  public void release(UUID target, ResourceId resource) {
    database.<Integer>write(sql -> sql.update(RELEASE, resource.toString(), target.toString()));
  }

  @Override
  public void giveUp(UUID target, ResourceId resource) {
    database.<Integer>write(sql -> sql.update(GIVE_UP, resource.toString(), target.toString()));
  }
}
