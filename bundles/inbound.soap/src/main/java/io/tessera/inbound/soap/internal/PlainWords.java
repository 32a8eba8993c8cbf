package io.tessera.inbound.soap.internal;

import io.tessera.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Words where no service was asked. */
enum PlainWords implements FaultWords {
  PLAIN;

  @Override
  public String reason(List<Problem> problems) {
    return problems.stream().map(Problem::detail).collect(Collectors.joining(" "));
  }

  @Override
  public String detail(String code, List<Problem> problems) {
    return "";
  }
}
