package io.tessera.expression.cel.internal;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The language with our functions and within our bounds. Made and used by one thread at a time. */
final class CelEngine {
  private static final int MAX_SOURCE = 4_096;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_STEPS = 10_000;
  private static final int MAX_REGEX = 1_000;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_SOURCE)
          .maxParseRecursionDepth(MAX_DEPTH)
          .comprehensionMaxIterations(MAX_STEPS)
          .maxRegexProgramSize(MAX_REGEX)
          .build();

  private final CelCompilerBuilder compiler;
  private final CelRuntime runtime;

  /** Making one costs more than what it compiles; there are as many as sets of inputs, a few. */
  private final Map<Set<String>, CelCompiler> compilers = new HashMap<>();

  CelEngine() {
    Functions functions = new Functions();
    compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(Macros.all())
            .addFunctionDeclarations(functions.declarations());
    runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(functions.bindings())
            .build();
  }

  /**
   * @throws ExpressionException it is not of the language; says where
   */
  CelExpression compile(String source, Set<String> inputs) {
    CelValidationResult result = compilers.computeIfAbsent(inputs, this::compiler).compile(source);
    if (result.hasError()) {
      throw refused(result.getErrors().get(0));
    }
    try {
      return new CelExpression(
          source,
          Set.copyOf(inputs),
          new Reads(inputs).of(result.getAst()),
          runtime.createProgram(result.getAst()));
    } catch (CelValidationException | CelEvaluationException broken) {
      throw new ExpressionException(String.valueOf(broken.getMessage()));
    }
  }

  private CelCompiler compiler(Set<String> inputs) {
    CelCompilerBuilder builder = compiler.build().toCompilerBuilder();
    for (String input : new TreeSet<>(inputs)) {
      builder.addVar(input, MapType.create(SimpleType.STRING, SimpleType.DYN));
    }
    return builder.build();
  }

  private static ExpressionException refused(CelIssue issue) {
    CelSourceLocation place = issue.getSourceLocation();
    String message = issue.getMessage().replace(" (in container '')", "");
    return ExpressionException.at(place.getLine(), place.getColumn() + 1, message);
  }
}
