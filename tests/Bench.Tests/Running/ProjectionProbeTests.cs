using System.Text;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Running;

public sealed class ProjectionProbeTests
{
    [Theory]
    [InlineData("""{"accepted":9,"projected":7}""", 7)]
    [InlineData("""{"accepted":9,"verdicts":{"applied":5,"repeated":1},"duplicates":2}""", 8)]
    [InlineData("""{"accepted":9,"verdicts":{},"duplicates":0}""", 0)]
    public void Peers_and_the_relay_tell_what_they_projected(string answer, long projected)
        => Assert.Equal(projected, ProjectionProbe.Count(Encoding.UTF8.GetBytes(answer)));

    [Fact]
    public void An_answer_that_tells_neither_is_refused()
        => Assert.Throws<FormatException>(() => ProjectionProbe.Count("""{"verdicts":{}}"""u8.ToArray()));
}
