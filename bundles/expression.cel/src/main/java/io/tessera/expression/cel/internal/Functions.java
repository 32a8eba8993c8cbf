package io.tessera.expression.cel.internal;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  private void ofText(String name, CelFunctionOverload.Unary<String> function) {
    declare(name, TEXT, TEXT);
    bindings.add(CelFunctionBinding.from(name + "_overload", String.class, function));
  }

  private void withNumber(String name, CelFunctionOverload.Binary<String, Long> function) {
    declare(name, TEXT, TEXT, NUMBER);
    bindings.add(CelFunctionBinding.from(name + "_overload", String.class, Long.class, function));
  }

  private void withText(String name, CelFunctionOverload.Binary<String, String> function) {
    declare(name, TEXT, TEXT, TEXT);
    bindings.add(CelFunctionBinding.from(name + "_overload", String.class, String.class, function));
  }

  private void declare(String name, CelType result, CelType... parameters) {
    declarations.add(
        CelFunctionDecl.newFunctionDeclaration(
            name, CelOverloadDecl.newGlobalOverload(name + "_overload", result, parameters)));
  }
}
