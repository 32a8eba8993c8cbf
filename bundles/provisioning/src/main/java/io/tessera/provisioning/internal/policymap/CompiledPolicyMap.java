package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMaps.ExplainedValue;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy map with its paths and expressions compiled, ready to compute accounts. Immutable. */
public final class CompiledPolicyMap {
  private static final Logger LOG = LoggerFactory.getLogger(CompiledPolicyMap.class);

  private final Map<ResourceType, List<CompiledRow>> rows = new EnumMap<>(ResourceType.class);
  private final Attributes tables;

  private CompiledPolicyMap(
      PolicyMap map,
      Function<ResourceType, ResourceSchema> schemas,
      ExpressionEngine expressions,
      List<Problem> problems) {
    this.tables = tables(map);
    for (ResourceType type : ResourceType.values()) {
      RowCompiler compiler =
          new RowCompiler(type, schemas.apply(type), tables, expressions, problems);
      rows.put(type, compiler.compile(map.rows(type)));
    }
  }

  /**
   * @throws RejectedException naming each row at fault, e.g. {@code policyMap.user[3].from}, or
   *     each test that fails
   */
  public static CompiledPolicyMap of(
      PolicyMap map, Function<ResourceType, ResourceSchema> schemas, ExpressionEngine expressions) {
    List<Problem> problems = new ArrayList<>();
    CompiledPolicyMap compiled = new CompiledPolicyMap(map, schemas, expressions, problems);
    if (problems.isEmpty()) {
      problems.addAll(MapTests.failures(compiled, map.tests()));
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return compiled;
  }

  /** A map that was right once: paths that no schema has any more give no value. */
  public static CompiledPolicyMap lenient(
      PolicyMap map, Function<ResourceType, ResourceSchema> schemas, ExpressionEngine expressions) {
    return new CompiledPolicyMap(map, schemas, expressions, new ArrayList<>());
  }

  private static Attributes tables(PolicyMap map) {
    Attributes.Builder tables = Attributes.builder();
    map.tables()
        .forEach(
            (name, rows) -> {
              Attributes.Builder table = Attributes.builder();
              rows.forEach(table::put);
              tables.put(name, Value.complex(table.build()));
            });
    return tables.build();
  }

  /** Whether resources of this type go to the target at all. */
  public boolean covers(ResourceType type) {
    return !rows.getOrDefault(type, List.of()).isEmpty();
  }

  /** Whether the target has values that are made up and reserved. */
  public boolean generates(ResourceType type) {
    return rows.getOrDefault(type, List.of()).stream().anyMatch(row -> row.generator() != null);
  }

  /**
   * Values to choose from for each attribute that is made up, the best first.
   *
   * @throws UncomputableException while they are walked through
   */
  public Map<String, Iterator<String>> candidates(ResourceType type, Attributes identity) {
    Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
    Map<String, Iterator<String>> candidates = new LinkedHashMap<>();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      if (row.generator() != null) {
        candidates.put(row.row().attribute(), row.candidates(inputs));
      }
    }
    return candidates;
  }

  /** The first candidate of each attribute that is made up: what it is when nobody else has it. */
  public Map<String, String> favourites(ResourceType type, Attributes identity) {
    Map<String, String> first = new LinkedHashMap<>();
    candidates(type, identity)
        .forEach(
            (attribute, values) -> {
              if (values.hasNext()) {
                first.put(attribute, values.next());
              }
            });
    return first;
  }

  /**
   * What is sent of the account; attributes that are not in it are left alone.
   *
   * @param events what is done to the account; none asks for all of it
   * @param generated values that are reserved for it, by attribute
   * @throws UncomputableException an expression fails on this identity
   */
  public TargetAttributes account(
      ResourceType type,
      Attributes identity,
      Set<PolicyMap.Event> events,
      Map<String, String> generated) {
    Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
    TargetAttributes.Builder account = TargetAttributes.builder();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      if (row.applies(events, inputs)) {
        put(account, row, identity, inputs, generated);
      }
    }
    return account.build();
  }

  /**
   * What is sent to an account that exists.
   *
   * @param before the identity before the change; null when it is not known, and then all values
   *     count as changed
   * @throws UncomputableException an expression fails on this identity
   */
  public AccountUpdate update(
      ResourceType type,
      @Nullable Attributes before,
      Attributes identity,
      Set<PolicyMap.Event> events,
      Map<String, String> generated) {
    Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
    List<AccountUpdate.Part> parts = new ArrayList<>();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      if (row.applies(events, inputs)) {
        values(row, identity, inputs, generated)
            .ifPresent(
                values ->
                    parts.add(
                        new AccountUpdate.Part(
                            row.row(),
                            values,
                            row.isForUpdates() ? before(row, type, before, generated) : null)));
      }
    }
    return new AccountUpdate(parts);
  }

  /** Whether what is sent depends on how the identity was before a change. */
  public boolean looksBack(ResourceType type) {
    return rows.getOrDefault(type, List.of()).stream().anyMatch(CompiledRow::looksBack);
  }

  /** Whether the value of the key is another one by a change. */
  public boolean renames(ResourceType type, Attributes before, Attributes identity) {
    Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
    return rows.getOrDefault(type, List.of()).stream()
        .filter(row -> row.row().handling().key())
        .anyMatch(
            row ->
                values(row, identity, inputs, Map.of())
                    .map(
                        now ->
                            new AccountUpdate.Part(
                                row.row(), now, before(row, type, before, Map.of())))
                    .filter(AccountUpdate.Part::isChanged)
                    .isPresent());
  }

  /** Null when it is not known. */
  private @Nullable List<String> before(
      CompiledRow row,
      ResourceType type,
      @Nullable Attributes identity,
      Map<String, String> generated) {
    if (identity == null) {
      return null;
    }
    try {
      Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
      return row.applies(Set.of(), inputs)
          ? values(row, identity, inputs, generated).orElse(null)
          : null;
    } catch (UncomputableException unknown) {
      LOG.debug("taken as changed: {}", unknown.getMessage());
      return null;
    }
  }

  private static void put(
      TargetAttributes.Builder account,
      CompiledRow row,
      Attributes identity,
      Map<String, Attributes> inputs,
      Map<String, String> generated) {
    values(row, identity, inputs, generated)
        .ifPresent(values -> account.put(row.row().attribute(), values));
  }

  /** What is made up and not reserved yet is left alone. */
  private static Optional<List<String>> values(
      CompiledRow row,
      Attributes identity,
      Map<String, Attributes> inputs,
      Map<String, String> generated) {
    return row.generator() == null
        ? Optional.of(row.values(identity, inputs))
        : Optional.ofNullable(generated.get(row.row().attribute()))
            .map(value -> row.converted(List.of(value)));
  }

  /** Each attribute with where its values come from, for people. */
  public List<ExplainedValue> explain(
      ResourceType type, Attributes identity, Map<String, String> generated) {
    Explanation explanation =
        new Explanation(identity, Inputs.of(type, identity, tables), generated);
    return rows.getOrDefault(type, List.of()).stream().map(explanation::of).toList();
  }

  /**
   * As {@link #account}, of an identity of which not all is known: what cannot be computed from
   * that is left out.
   */
  public TargetAttributes partly(
      ResourceType type,
      Attributes identity,
      Set<PolicyMap.Event> events,
      Map<String, String> generated) {
    Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
    TargetAttributes.Builder account = TargetAttributes.builder();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      try {
        if (row.applies(events, inputs)) {
          put(account, row, identity, inputs, generated);
        }
      } catch (UncomputableException left) {
        LOG.debug("left as it is: {}", left.getMessage());
      }
    }
    return account.build();
  }

  /**
   * The attributes that an account tells of its identity: those that rows take by their paths.
   *
   * @param schema of the identity
   */
  public Attributes readBack(ResourceSchema schema, TargetAttributes observed) {
    return new Inversion(schema).of(rows.getOrDefault(schema.type(), List.of()), observed);
  }

  /** As much of the account as can be computed; enough to name what is to be deleted. */
  public TargetAttributes known(
      ResourceType type, Attributes identity, Map<String, String> generated) {
    Map<String, Attributes> inputs = Inputs.of(type, identity, tables);
    TargetAttributes.Builder account = TargetAttributes.builder();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      try {
        put(account, row, identity, inputs, generated);
      } catch (UncomputableException left) {
        LOG.debug("left out of what is deleted: {}", left.getMessage());
      }
    }
    return account.build();
  }
}
