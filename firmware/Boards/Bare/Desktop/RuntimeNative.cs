namespace nanoFramework.Runtime.Native
{
    /// <summary>Stands where nanoFramework has its collector's door; .NET has no figure to compare with the device's.</summary>
    public static class GC
    {
        /// <summary>0: the free memory is not known.</summary>
        public static uint Run(bool compactHeap)
        {
            return 0;
        }
    }
}
