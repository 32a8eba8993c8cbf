package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMaps.ExplainedValue;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy map with its paths and expressions compiled, ready to compute accounts. Immutable. */
public final class CompiledPolicyMap {
  private static final Logger LOG = LoggerFactory.getLogger(CompiledPolicyMap.class);

  private final Map<ResourceType, List<CompiledRow>> rows = new EnumMap<>(ResourceType.class);

  private CompiledPolicyMap(
      PolicyMap map,
      Function<ResourceType, ResourceSchema> schemas,
      ExpressionEngine expressions,
      List<Problem> problems) {
    for (ResourceType type : ResourceType.values()) {
      RowCompiler compiler = new RowCompiler(type, schemas.apply(type), expressions, problems);
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

  /** Whether resources of this type go to the target at all. */
  public boolean covers(ResourceType type) {
    return !rows.getOrDefault(type, List.of()).isEmpty();
  }

  /**
   * The account an identity or group shall have, whatever is done to it.
   *
   * @throws UncomputableException an expression fails on this identity
   */
  public TargetAttributes account(ResourceType type, Attributes identity) {
    return account(type, identity, Set.of());
  }

  /**
   * What is sent of the account; attributes that are not in it are left alone.
   *
   * @param events what is done to the account
   * @throws UncomputableException an expression fails on this identity
   */
  public TargetAttributes account(
      ResourceType type, Attributes identity, Set<PolicyMap.Event> events) {
    Map<String, Attributes> inputs = Inputs.of(type, identity);
    TargetAttributes.Builder account = TargetAttributes.builder();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      if (row.applies(events, inputs)) {
        account.put(row.row().attribute(), row.values(identity, inputs));
      }
    }
    return account.build();
  }

  /** Each attribute with where its values come from, for people. */
  public List<ExplainedValue> explain(ResourceType type, Attributes identity) {
    Explanation explanation = new Explanation(identity, Inputs.of(type, identity));
    return rows.getOrDefault(type, List.of()).stream().map(explanation::of).toList();
  }

  /** As much of the account as can be computed; enough to name what is to be deleted. */
  public TargetAttributes known(ResourceType type, Attributes identity) {
    Map<String, Attributes> inputs = Inputs.of(type, identity);
    TargetAttributes.Builder account = TargetAttributes.builder();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      try {
        account.put(row.row().attribute(), row.values(identity, inputs));
      } catch (UncomputableException left) {
        LOG.debug("left out of what is deleted: {}", left.getMessage());
      }
    }
    return account.build();
  }
}
