package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.FaultWords;
import io.tessera.inbound.soap.internal.XmlText;
import io.tessera.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults as WSO2's WSDLs declare them: the words are in the reason, the declared element says
 * little more than that it is one of the declared faults.
 *
 * @param service by name
 * @param tellsCode whether its exception has an {@code errorCode}
 */
public record Wso2Faults(String service, boolean tellsCode) implements FaultWords {
  private static final String NAMESPACE = "http://service.ws.um.carbon.wso2.org";
  private static final String EXCEPTION = "http://core.user.carbon.wso2.org/xsd";

  /** Clients look for WSO2's own words for the two most common mistakes. */
  @Override
  public String reason(List<Problem> problems) {
    return known(problems.get(0))
        + problems.stream().map(Wso2Faults::words).collect(Collectors.joining(" "));
  }

  private static String known(Problem problem) {
    String path = problem.where().map(Object::toString).orElse("");
    return switch (problem.kind()) {
      case UNIQUENESS ->
          path.equals("userName")
              ? "UserAlreadyExisting: "
              : path.equals("displayName") ? "RoleAlreadyExisting: " : "";
      case NOT_FOUND ->
          path.equals("userName")
              ? "UserNotFound: "
              : path.equals("displayName") ? "RoleNotFound: " : "";
      default -> "";
    };
  }

  private static String words(Problem problem) {
    return problem.where().map(path -> path + ": ").orElse("") + problem.detail();
  }

  @Override
  public String detail(String code, List<Problem> problems) {
    String name = service + "UserStoreException";
    String inner =
        tellsCode
            ? "<c:errorCode xmlns:c=\""
                + EXCEPTION
                + "\">"
                + XmlText.escaped(code)
                + "</c:errorCode>"
            : "";
    return "<ns:"
        + name
        + " xmlns:ns=\""
        + NAMESPACE
        + "\"><ns:UserStoreException>"
        + inner
        + "</ns:UserStoreException></ns:"
        + name
        + ">";
  }
}
