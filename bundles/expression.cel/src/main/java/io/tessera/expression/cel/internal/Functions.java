package io.tessera.expression.cel.internal;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The functions that are added to those of the language, most of them for names. */
final class Functions {
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType NUMBER = SimpleType.INT;
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  private final List<CelFunctionDecl> declarations = new ArrayList<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  Functions() {
    ofText("ascii", Texts::ascii);
    ofText("lower", text -> text.toLowerCase(Locale.ROOT));
    ofText("upper", text -> text.toUpperCase(Locale.ROOT));
    ofText("trim", String::strip);
    ofText("capitalize", Texts::capitalized);
    withNumber("left", Texts::left);
    withNumber("right", Texts::right);
    withText("keep", Texts::kept);
    withText("date", Dates::formatted);
    ofText("fileTime", Dates::fileTime);
    withNumber("addDays", Dates::plusDays);
    declare("replace", TEXT, TEXT, TEXT, TEXT);
    bindings.add(
        CelFunctionBinding.from(
            "replace_overload",
            List.of(String.class, String.class, String.class),
            arguments ->
                Texts.replaced(
                    (String) arguments[0], (String) arguments[1], (String) arguments[2])));
    declare("split", TEXTS, TEXT, TEXT);
    bindings.add(
        CelFunctionBinding.from("split_overload", String.class, String.class, Texts::parts));
    declare("join", TEXT, ListType.create(SimpleType.DYN), TEXT);
    bindings.add(CelFunctionBinding.from("join_overload", List.class, String.class, Texts::joined));
  }

  List<CelFunctionDecl> declarations() {
    return declarations;
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  private void ofText(String name, UnaryOperator<String> function) {
    declare(name, TEXT, TEXT);
    bindings.add(CelFunctionBinding.from(name + "_overload", String.class, function::apply));
  }

  /** A function of a text and a number. */
  private interface OfTextAndNumber {
    String apply(String text, long number);
  }

  private void withNumber(String name, OfTextAndNumber function) {
    declare(name, TEXT, TEXT, NUMBER);
    bindings.add(
        CelFunctionBinding.from(name + "_overload", String.class, Long.class, function::apply));
  }

  /** A function of two texts. */
  private interface OfTexts {
    String apply(String first, String second);
  }

  private void withText(String name, OfTexts function) {
    declare(name, TEXT, TEXT, TEXT);
    bindings.add(
        CelFunctionBinding.from(name + "_overload", String.class, String.class, function::apply));
  }

  private void declare(String name, CelType result, CelType... parameters) {
    declarations.add(
        CelFunctionDecl.newFunctionDeclaration(
            name, CelOverloadDecl.newGlobalOverload(name + "_overload", result, parameters)));
  }
}
