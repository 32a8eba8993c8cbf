package io.tessera.expression.cel.internal;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written short: {@code coalesce(a, b, ...)}, the first that is there, and {@code
 * lookup(table, key)}.
 */
final class Macros {
  private static final String CONDITIONAL = "_?_:_";
  private static final String AND = "_&&_";
  private static final String NOT_EQUAL = "_!=_";
  private static final String INDEX = "_[_]";
  private static final String TABLES = "tables";

  private Macros() {}

  static List<CelMacro> all() {
    return List.of(
        CelMacro.newGlobalVarArgMacro("coalesce", Macros::coalesce),
        CelMacro.newGlobalMacro("lookup", 2, Macros::lookup));
  }

  private static Optional<CelExpr> coalesce(
      CelMacroExprFactory factory, @Nullable CelExpr target, ImmutableList<CelExpr> arguments) {
    if (arguments.isEmpty()) {
      return Optional.of(factory.reportError("coalesce needs at least one argument"));
    }
    CelExpr rest = arguments.get(arguments.size() - 1);
    for (CelExpr argument : arguments.reverse().subList(1, arguments.size())) {
      rest = factory.newGlobalCall(CONDITIONAL, isThere(factory, argument), argument, rest);
    }
    return Optional.of(rest);
  }

  /** A path is tested from its root on, as what is absent has nothing below it. */
  private static CelExpr isThere(CelMacroExprFactory factory, CelExpr argument) {
    if (argument.getKind() != Kind.SELECT) {
      return factory.newGlobalCall(NOT_EQUAL, factory.copy(argument), factory.newStringLiteral(""));
    }
    CelExpr.CelSelect select = argument.select();
    CelExpr has = factory.newSelect(factory.copy(select.operand()), select.field(), true);
    return select.operand().getKind() == Kind.SELECT
        ? factory.newGlobalCall(AND, isThere(factory, select.operand()), has)
        : has;
  }

  private static Optional<CelExpr> lookup(
      CelMacroExprFactory factory, @Nullable CelExpr target, ImmutableList<CelExpr> arguments) {
    CelExpr table = factory.newGlobalCall(INDEX, factory.newIdentifier(TABLES), arguments.get(0));
    return Optional.of(factory.newGlobalCall(INDEX, table, arguments.get(1)));
  }
}
