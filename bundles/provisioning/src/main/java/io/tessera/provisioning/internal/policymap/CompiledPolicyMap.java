package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.PolicyMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A policy map with its paths resolved, ready to compute accounts. Immutable. */
public final class CompiledPolicyMap {
  private final Map<ResourceType, List<CompiledRow>> rows = new EnumMap<>(ResourceType.class);

  private record CompiledRow(String attribute, List<SourcePath> from, List<String> constant) {
    /** The first path with a value wins; none at all means the attribute is emptied. */
    List<String> values(Attributes identity) {
      if (!constant.isEmpty()) {
        return constant;
      }
      for (SourcePath path : from) {
        List<String> values = path.values(identity).stream().filter(v -> !v.isEmpty()).toList();
        if (!values.isEmpty()) {
          return values;
        }
      }
      return List.of();
    }
  }

  private CompiledPolicyMap() {}

  /**
   * @throws RejectedException naming each row at fault, e.g. {@code policyMap.user[3].from}
   */
  public static CompiledPolicyMap of(
      PolicyMap map, Function<ResourceType, ResourceSchema> schemas) {
    List<Problem> problems = new ArrayList<>();
    CompiledPolicyMap compiled = compile(map, schemas, problems);
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return compiled;
  }

  /** A map that was right once: paths that no schema has any more give no value. */
  public static CompiledPolicyMap lenient(
      PolicyMap map, Function<ResourceType, ResourceSchema> schemas) {
    return compile(map, schemas, new ArrayList<>());
  }

  private static CompiledPolicyMap compile(
      PolicyMap map, Function<ResourceType, ResourceSchema> schemas, List<Problem> problems) {
    CompiledPolicyMap compiled = new CompiledPolicyMap();
    for (ResourceType type : ResourceType.values()) {
      compiled.rows.put(type, compile(map, type, schemas.apply(type), problems));
    }
    return compiled;
  }

  private static List<CompiledRow> compile(
      PolicyMap map, ResourceType type, ResourceSchema schema, List<Problem> problems) {
    List<CompiledRow> compiled = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<PolicyMap.Row> written = map.rows(type);
    for (int i = 0; i < written.size(); i++) {
      String place =
          "policyMap." + type.scimName().toLowerCase(java.util.Locale.ROOT) + "[" + i + "]";
      PolicyMap.Row row = written.get(i);
      if (row.attribute().isBlank() || !seen.add(row.attribute())) {
        problems.add(problem(place + ".attribute", "a name that no other row has is expected."));
      }
      if (row.from().isEmpty() == row.constant().isEmpty()) {
        problems.add(problem(place, "either \"from\" or \"constant\" is expected."));
      }
      compiled.add(
          new CompiledRow(row.attribute(), paths(row, schema, place, problems), row.constant()));
    }
    return List.copyOf(compiled);
  }

  private static List<SourcePath> paths(
      PolicyMap.Row row, ResourceSchema schema, String place, List<Problem> problems) {
    List<SourcePath> paths = new ArrayList<>();
    for (String written : row.from()) {
      SourcePath.parse(written, schema)
          .ifPresentOrElse(
              paths::add,
              () ->
                  problems.add(
                      problem(place + ".from", "\"" + written + "\" is no path of the schema.")));
    }
    return paths;
  }

  private static Problem problem(String place, String detail) {
    return Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(place), place + ": " + detail);
  }

  /** Whether resources of this type go to the target at all. */
  public boolean covers(ResourceType type) {
    return !rows.getOrDefault(type, List.of()).isEmpty();
  }

  /** The account an identity or group shall have. */
  public TargetAttributes account(ResourceType type, Attributes identity) {
    TargetAttributes.Builder account = TargetAttributes.builder();
    for (CompiledRow row : rows.getOrDefault(type, List.of())) {
      account.put(row.attribute(), row.values(identity));
    }
    return account.build();
  }
}
