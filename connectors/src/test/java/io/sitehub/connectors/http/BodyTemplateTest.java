package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.state.Ticket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTemplateTest {

  private static String filled(String template, Ticket ticket) {
    return BodyTemplate.parse(template).of(ticket);
  }

  @Test
  void putsFieldsWhereTheyBelong() {
    assertThat(
            filled(
                "{\"ticket\":\"${publicNumber}\",\"net\":${netKg},\"at\":${second.at}}",
                Tickets.ticket(42, 1)))
        .isEqualTo(
            "{\"ticket\":\"lyon-1-000042\",\"net\":24220.5,\"at\":\"2026-03-01T09:30:00.250Z\"}");
  }

  @Test
  void escapesTextsForJsonStrings() {
    assertThat(filled("{\"c\":\"by ${carrier}!\"}", Tickets.ticket(1, 1)))
        .isEqualTo("{\"c\":\"by Müller \\\"Söhne\\\" & Co!\"}");
  }

  @Test
  void aFieldTheTicketLacksIsNullOrNothing() {
    assertThat(filled("{\"o\":${orderId},\"m\":\"<${material}>\"}", Tickets.ticket(1, 1)))
        .isEqualTo("{\"o\":null,\"m\":\"<>\"}");
  }

  @Test
  void knowsWhereStringsEndDespiteEscapedQuotes() {
    assertThat(filled("{\"a\\\"\":${carrier},\"b\\\\\":${carrier}}", Tickets.ticket(1, 1)))
        .isEqualTo(
            "{\"a\\\"\":\"Müller \\\"Söhne\\\" & Co\",\"b\\\\\":\"Müller \\\"Söhne\\\" & Co\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"a\":${plate}} | no field for ${plate} at character 6",
        "{\"a\":1,\"b\":${first} | no field for ${first} at character 12",
        "{\"a\":${netKg | the ${ at character 6 has no }",
        "{\"a\":${netKg},} | it is not JSON",
        "${netKg} ${netKg} | it is not JSON",
        "' ' | it is empty"
      })
  void refusesWhatMakesNoJson(String template, String message) {
    assertThatThrownBy(() -> BodyTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesTheFieldsThereAre() {
    assertThat(TicketFields.all().keySet())
        .contains("netKg", "deductionKg", "first.alibiId", "second.grossKg", "previousHash")
        .doesNotContain("first", "netGrams");
  }
}
