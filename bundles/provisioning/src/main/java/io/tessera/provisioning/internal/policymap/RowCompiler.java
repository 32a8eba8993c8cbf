package io.tessera.provisioning.internal.policymap;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Generation;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the rows for one type of resource, and collects what is wrong with them. */
final class RowCompiler {
  private static final int MAX_NUMBER = 99_999;

  private final ResourceType type;
  private final ResourceSchema schema;
  private final Attributes tables;
  private final ExpressionEngine expressions;
  private final List<Problem> problems;
  private final Set<String> seen = new HashSet<>();
  private String keySeen = "";

  RowCompiler(
      ResourceType type,
      ResourceSchema schema,
      Attributes tables,
      ExpressionEngine expressions,
      List<Problem> problems) {
    this.type = type;
    this.schema = schema;
    this.tables = tables;
    this.expressions = expressions;
    this.problems = problems;
  }

  List<CompiledRow> compile(List<PolicyMap.Row> written) {
    List<CompiledRow> compiled = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String place = "policyMap." + type.scimName().toLowerCase(Locale.ROOT) + "[" + i + "]";
      compiled.add(compile(written.get(i), place));
    }
    return List.copyOf(compiled);
  }

  private CompiledRow compile(PolicyMap.Row row, String place) {
    if (row.attribute().isBlank() || !seen.add(row.attribute())) {
      problem(place + ".attribute", "a name that no other row has is expected.");
    }
    long sources =
        Stream.of(
                row.from().isEmpty(),
                row.expression().isEmpty(),
                row.constant().isEmpty(),
                row.generate() == null)
            .filter(empty -> !empty)
            .count();
    if (sources != 1) {
      problem(
          place,
          "exactly one of \"from\", \"expression\", \"constant\" and \"generate\" is expected.");
    }
    handling(row, place);
    return new CompiledRow(
        row,
        place,
        paths(row, place),
        expression(row.expression(), place + ".expression"),
        expression(row.condition(), place + ".condition"),
        generator(row.generate(), place + ".generate"));
  }

  private void handling(PolicyMap.Row row, String place) {
    if (row.handling().key() && !keySeen.isEmpty()) {
      problem(place + ".key", "only one row can be the key, and " + keySeen + " is it already.");
    } else if (row.handling().key()) {
      keySeen = row.attribute();
    }
    Conversion conversion = new Conversion(row.handling());
    Stream.of(Map.entry(".constant", row.constant()), Map.entry(".otherwise", row.otherwise()))
        .filter(written -> written.getValue().stream().anyMatch(v -> conversion.of(v).isEmpty()))
        .forEach(written -> problem(place + written.getKey(), conversion.expectation() + "."));
  }

  private @Nullable Generator generator(@Nullable Generation generate, String place) {
    if (generate == null) {
      return null;
    }
    if (generate.candidates().isEmpty()) {
      problem(place + ".candidates", "at least one expression is expected.");
    }
    if (generate.from() < 0 || generate.to() < generate.from() || generate.to() > MAX_NUMBER) {
      problem(place, "\"from\" and \"to\" must ascend within 0 to " + MAX_NUMBER + ".");
    }
    if (generate.maxLength() < 1 || generate.maxLength() > Generation.MAX_LENGTH) {
      problem(place + ".maxLength", "1 to " + Generation.MAX_LENGTH + " is expected.");
    }
    Set<String> inputs = new HashSet<>(Inputs.names(type));
    inputs.add(Generator.COUNTER);
    List<Expression> candidates = new ArrayList<>();
    for (int i = 0; i < generate.candidates().size(); i++) {
      candidates.add(
          compiled(generate.candidates().get(i), inputs, place + ".candidates[" + i + "]"));
    }
    return new Generator(generate, candidates);
  }

  private List<SourcePath> paths(PolicyMap.Row row, String place) {
    List<SourcePath> paths = new ArrayList<>();
    for (String written : row.from()) {
      SourcePath.parse(written, schema)
          .ifPresentOrElse(
              paths::add,
              () -> problem(place + ".from", "\"" + written + "\" is no path of the schema."));
    }
    return paths;
  }

  private @Nullable Expression expression(String source, String place) {
    return source.isEmpty() ? null : compiled(source, Inputs.names(type), place);
  }

  private Expression compiled(String source, Set<String> inputs, String place) {
    try {
      Expression compiled = expressions.compile(source, inputs);
      Inputs.unknown(compiled, schema, tables)
          .ifPresent(path -> problem(place, path + " is no attribute of the schema and no table."));
      return compiled;
    } catch (ExpressionException wrong) {
      problem(place, String.valueOf(wrong.getMessage()));
      return new BrokenExpression(source, String.valueOf(wrong.getMessage()));
    }
  }

  private void problem(String place, String detail) {
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(place), place + ": " + detail));
  }
}
