using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class PageableTests
{
    [Fact]
    public async Task Items_SeveralPages_ComeInOrderWithTheTokensPassedOn()
    {
        var tokens = new List<string?>();
        var list = Pageable.Create<int>((token, _) =>
        {
            tokens.Add(token);
            var page = tokens.Count;
            return Task.FromResult(new Page<int>([page * 10, (page * 10) + 1], page < 3 ? $"after {page}" : null));
        });

        var items = new List<int>();
        await foreach (var item in list)
        {
            items.Add(item);
        }

        Assert.Equal([10, 11, 20, 21, 30, 31], items);
        Assert.Equal([null, "after 1", "after 2"], tokens);
    }

    [Fact]
    public async Task Pages_FromATokenOn_StartThere()
    {
        var asked = new List<(string?, int?)>();
        var list = Pageable.Create<int>((token, size, _) =>
        {
            asked.Add((token, size));
            return Task.FromResult(new Page<int>([]));
        });

        await foreach (var page in list.AsPages("here", 5))
        {
            Assert.Empty(page.Values);
        }

        Assert.Equal(("here", 5), Assert.Single(asked));
    }
}
