package io.tessera.inbound.http;

import io.tessera.provisioning.api.DeliveryReport;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells the client what became of its write at targets it waited for: {@code Tessera-Delivery: crm;
 * state=waiting; detail="..."}, once for each.
 */
record DeliveryHeader(HttpServletResponse response) implements Consumer<DeliveryReport> {
  static final String NAME = "Tessera-Delivery";
  private static final int MAX_DETAIL = 256;

  static Admission tell(Admission admission, HttpServletResponse response) {
    return admission instanceof Admission.Granted granted
        ? new Admission.Granted(granted.caller().reportingTo(new DeliveryHeader(response)))
        : admission;
  }

  @Override
  public void accept(DeliveryReport report) {
    String state = report.state().name().toLowerCase(Locale.ROOT);
    String detail = report.detail().isEmpty() ? "" : "; detail=\"" + plain(report.detail()) + "\"";
    response.addHeader(NAME, report.target() + "; state=" + state + detail);
  }

  /** What a header may carry (RFC 9110 section 5.5). */
  private static String plain(String text) {
    String shortened = text.substring(0, Math.min(MAX_DETAIL, text.length()));
    return shortened.replaceAll("[^ !#-\\[\\]-~]", "'");
  }
}
