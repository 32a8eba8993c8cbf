package io.tessera.expression.cel.internal;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the attributes that an expression names: {@code user.name.familyName}. */
record Reads(Set<String> inputs) {
  private static final String INDEX = "_[_]";

  /** The longest paths only: not {@code user.name} where {@code user.name.familyName} is meant. */
  Set<List<String>> of(CelAbstractSyntaxTree tree) {
    List<CelExpr> nodes =
        CelNavigableAst.fromAst(tree).getRoot().allNodes().map(node -> node.expr()).toList();
    Set<Long> withinLonger = new HashSet<>();
    nodes.forEach(node -> owner(node).ifPresent(owner -> withinLonger.add(owner.id())));
    return nodes.stream()
        .filter(node -> !withinLonger.contains(node.id()))
        .flatMap(node -> path(node).stream())
        .filter(path -> path.size() > 1)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<List<String>> path(CelExpr node) {
    if (node.getKind() == Kind.IDENT) {
      String name = node.ident().name();
      return inputs.contains(name) ? Optional.of(List.of(name)) : Optional.empty();
    }
    return owner(node)
        .flatMap(this::path)
        .map(before -> Stream.concat(before.stream(), Stream.of(name(node))).toList());
  }

  /** What an attribute is taken from, by a dot or by its name in brackets. */
  private static Optional<CelExpr> owner(CelExpr node) {
    if (node.getKind() == Kind.SELECT) {
      return Optional.of(node.select().operand());
    }
    return isNamed(node) ? Optional.of(node.call().args().get(0)) : Optional.empty();
  }

  private static boolean isNamed(CelExpr node) {
    return node.getKind() == Kind.CALL
        && node.call().function().equals(INDEX)
        && node.call().args().get(1).getKind() == Kind.CONSTANT
        && node.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static String name(CelExpr node) {
    return node.getKind() == Kind.SELECT
        ? node.select().field()
        : node.call().args().get(1).constant().stringValue();
  }
}
