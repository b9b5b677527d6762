namespace OrderRelay.Contracts.Answers;

/// <summary>Every host gives the approved answers, to the byte. A host joins by saying how to start and reach it.</summary>
public abstract class AnswerContract
{
    /// <summary>Starts an empty host on this clock, with <see cref="AnswerScenario.Settings"/>.</summary>
    protected abstract Task<AnswerSubject> CreateAsync(TimeProvider time);

    /// <summary>
    /// Questions, by name, that never reach this host's code because the platform in front of it answers them; with the reason.
    /// Their answers have no body.
    /// </summary>
    protected virtual IReadOnlyDictionary<string, string> AnsweredByThePlatform => new Dictionary<string, string>();

    [Fact]
    public async Task Every_answer_is_the_approved_one()
    {
        var time = new FakeTime();
        await using var subject = await CreateAsync(time);
        foreach (var post in AnswerScenario.Posts)
        {
            _ = await subject.SendAsync(post);
            await subject.WaitUntilProjectedAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var differences = new List<string>();
        foreach (var (name, question) in AnswerScenario.Questions)
        {
            var answer = await subject.SendAsync(question);
            await subject.WaitUntilProjectedAsync();
            if (AnsweredByThePlatform.ContainsKey(name))
            {
                Assert.True(answer.Body.Length == 0, $"{name} reached the host");
            }
            else if (ApprovedAnswer.Compare(name, answer) is { } difference)
            {
                differences.Add(difference);
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}
