package io.tessera.inbound.soap.internal.plain;

import io.tessera.inbound.soap.internal.FaultWords;
import io.tessera.inbound.soap.internal.XmlText;
import io.tessera.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ProvisioningFault}: a code, and all problems with the attributes they are about. */
public final class PlainFaults implements FaultWords {
  @Override
  public String reason(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.where().map(path -> path + ": ").orElse("") + p.detail())
        .collect(Collectors.joining(" "));
  }

  @Override
  public String detail(String code, List<Problem> problems) {
    return "<p:ProvisioningFault xmlns:p=\"urn:tessera:provisioning:1\">"
        + element("code", code)
        + problems.stream().map(PlainFaults::problem).collect(Collectors.joining())
        + "</p:ProvisioningFault>";
  }

  private static String problem(Problem problem) {
    return "<p:problem>"
        + element("code", problem.kind().name())
        + problem.where().map(path -> element("path", path.toString())).orElse("")
        + element("detail", problem.detail())
        + "</p:problem>";
  }

  private static String element(String name, String text) {
    return "<p:" + name + ">" + XmlText.escaped(text) + "</p:" + name + ">";
  }
}
