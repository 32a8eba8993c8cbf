package io.tessera.inbound.soap.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Answers operations that have nothing to say with 202 and no body, as WSO2's servers do. */
final class QuietAnswers extends AbstractPhaseInterceptor<Message> {
  QuietAnswers() {
    super(Phase.SETUP);
  }

  @Override
  public void handleMessage(Message message) {
    List<?> result = message.getContent(List.class);
    if (result == null || result.isEmpty()) {
      Visit.of(message.getExchange().getInMessage())
          .response()
          .setStatus(HttpServletResponse.SC_ACCEPTED);
      message.getInterceptorChain().abort();
    }
  }
}
